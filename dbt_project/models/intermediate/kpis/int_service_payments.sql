-- Payments on charge lines beside the day of the service. Payments lower the receivable; what raises it again is a
-- takeback or a correction and no cash.
with
run as (
    select as_of from {{ ref('stg_run') }}
),

charges as (
    select
        practice_id,
        charge_number,
        service_date
    from {{ ref('int_charges_with_payers') }}
),

final as (
    select
        {{ month_of('ledger.movement_date') }} as period,
        ledger.ar_ledger_id,
        ledger.entity_id,
        ledger.payer_name,
        ledger.financial_class,
        ledger.movement,
        ledger.movement_date,
        charges.service_date,
        -ledger.amount as amount
    from {{ ref('ar_ledger') }} as ledger
    inner join run on ledger.movement_date <= run.as_of
    left join charges
        on
            ledger.practice_id = charges.practice_id
            and ledger.charge_number = charges.charge_number
    where ledger.movement in ('insurance payment', 'patient payment') and ledger.amount < 0
)

select * from final
