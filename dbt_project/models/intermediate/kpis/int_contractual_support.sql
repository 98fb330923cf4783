-- Contractual write-offs booked on each charge line in the trailing twelve months, beside what the remittances of the
-- line support. A line no remittance decides cannot be held against one.
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
        sum(era_contractual_amount) as remitted_amount
    from {{ ref('int_line_posting_comparisons') }}
    where charge_number is not null
    group by entity_id, upper(charge_number)
),

final as (
    select
        booked.entity_id,
        booked.charge_key,
        booked.financial_class,
        cast(booked.booked_amount as decimal(18, 2)) as booked_amount,
        remitted.charge_key is not null as is_remitted,
        cast(
            case
                when remitted.charge_key is not null
                    then greatest(booked.booked_amount - greatest(remitted.remitted_amount, 0), 0)
                else 0
            end as decimal(18, 2)
        ) as unsupported_amount
    from booked
    left join remitted
        on
            booked.entity_id = remitted.entity_id
            and booked.charge_key = remitted.charge_key
)

select * from final
