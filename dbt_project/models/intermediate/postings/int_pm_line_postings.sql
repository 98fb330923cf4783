-- What the PM system shows on each charge line for each payer: money and write-offs.
with
payments as (
    select
        entity_id,
        charge_number,
        payer_sequence,
        posting_date,
        amount as pm_paid_amount,
        0 as pm_adjusted_amount
    from {{ ref('int_pm_line_payments') }}
    where payer_sequence in ('primary', 'secondary', 'tertiary')
),

adjustments as (
    select
        entity_id,
        charge_number,
        case
            when adjustment_kind like 'primary%' then 'primary'
            when adjustment_kind like 'secondary%' then 'secondary'
            else 'tertiary'
        end as payer_sequence,
        posting_date,
        0 as pm_paid_amount,
        amount as pm_adjusted_amount
    from {{ ref('int_pm_line_adjustments') }}
    where adjustment_kind <> 'other'
),

postings as (
    select * from payments
    union all
    select * from adjustments
),

final as (
    select
        entity_id,
        upper(charge_number) as charge_number,
        payer_sequence,
        max(posting_date) as posting_date,
        cast(sum(pm_paid_amount) as decimal(18, 2)) as pm_paid_amount,
        cast(sum(pm_adjusted_amount) as decimal(18, 2)) as pm_adjusted_amount
    from postings
    group by entity_id, upper(charge_number), payer_sequence
)

select * from final
