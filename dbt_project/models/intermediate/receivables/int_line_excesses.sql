-- Charge lines on which more of insurers' money is posted than their remittances say: a posting error, whose credit
-- nobody is owed. Write-offs posted beside such money count with it; money under the wrong insurer nets out. A line a
-- remittance decides that is not due or does not add up proves nothing yet: part of what it says is not counted.
with
remitted as (
    select
        entity_id,
        charge_number,
        sum(era_paid_amount) as era_paid_amount,
        sum(era_contractual_amount) as era_contractual_amount
    from {{ ref('int_remitted_lines') }}
    group by entity_id, charge_number
),

posted as (
    select
        entity_id,
        charge_number,
        sum(pm_paid_amount) as pm_paid_amount,
        sum(pm_contractual_amount) as pm_contractual_amount
    from {{ ref('int_pm_line_postings') }}
    group by entity_id, charge_number
),

waiting as (
    select distinct
        entity_id,
        charge_number
    from {{ ref('int_lines_waiting') }}
),

final as (
    select
        remitted.entity_id,
        remitted.charge_number,
        cast(
            posted.pm_paid_amount - remitted.era_paid_amount
            + greatest(posted.pm_contractual_amount - remitted.era_contractual_amount, 0) as decimal(18, 2)
        ) as excess_amount
    from remitted
    inner join posted
        on
            remitted.entity_id = posted.entity_id
            and remitted.charge_number = posted.charge_number
    left join waiting
        on
            remitted.entity_id = waiting.entity_id
            and remitted.charge_number = waiting.charge_number
    where
        posted.pm_paid_amount > remitted.era_paid_amount
        and waiting.charge_number is null
)

select * from final
