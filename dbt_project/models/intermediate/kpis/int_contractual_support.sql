-- Contractual write-offs booked on each charge line in the trailing twelve months, beside what the remittances of the
-- line support. A line no remittance decides cannot be held against one; nor can one whose first payer's remittance is
-- not trusted or not due, as what a later payer gives up is not the whole of it.
with
run as (
    select as_of from {{ ref('stg_run') }}
),

booked as (
    select
        ledger.entity_id,
        upper(ledger.charge_number) as charge_key,
        ledger.financial_class,
        -sum(ledger.amount) as booked_amount
    from {{ ref('ar_ledger') }} as ledger
    cross join run
    where
        ledger.movement_class = 'contractual'
        and ledger.movement_date <= run.as_of
        and {{ month_of('ledger.movement_date') }} > {{ month_of('run.as_of - interval 12 month') }}
    group by ledger.entity_id, upper(ledger.charge_number), ledger.financial_class
),

remitted as (
    select
        entity_id,
        upper(charge_number) as charge_key,
        coalesce(max(claim_number), upper(charge_number)) as claim_number,
        sum(era_contractual_amount) as remitted_amount,
        sum(coalesce(claim_level_contractual_amount, 0)) as claim_level_amount
    from {{ ref('int_line_posting_comparisons') }}
    where charge_number is not null
    group by entity_id, upper(charge_number)
    having max(case when payer_sequence = 'primary' then 1 else 0 end) = 1
),

-- What is taken from a claim as a whole stands at one of its lines, which may have booked nothing.
claims as (
    select
        entity_id,
        claim_number,
        greatest(sum(claim_level_amount), 0) as claim_level_amount
    from remitted
    group by entity_id, claim_number
),

judged as (
    select
        booked.*,
        remitted.charge_key is not null as is_remitted,
        coalesce(remitted.claim_number, booked.charge_key) as claim_number,
        coalesce(claims.claim_level_amount, 0) as claim_level_amount,
        case
            when remitted.charge_key is null then 0
            else greatest(booked.booked_amount - greatest(remitted.remitted_amount, 0), 0)
        end as excess_amount
    from booked
    left join remitted
        on
            booked.entity_id = remitted.entity_id
            and booked.charge_key = remitted.charge_key
    left join claims
        on
            remitted.entity_id = claims.entity_id
            and remitted.claim_number = claims.claim_number
),

-- It supports what is booked beyond the lines' own, line by line until it is used up.
spread as (
    select
        *,
        sum(excess_amount) over (
            partition by entity_id, claim_number order by charge_key
            rows between unbounded preceding and current row
        ) - claim_level_amount as uncovered_amount
    from judged
),

final as (
    select
        entity_id,
        charge_key,
        financial_class,
        cast(booked_amount as decimal(18, 2)) as booked_amount,
        is_remitted,
        cast(greatest(least(excess_amount, uncovered_amount), 0) as decimal(18, 2)) as unsupported_amount
    from spread
)

select * from final
