-- Movements of the receivables that count in days in A/R: those of charge lines nobody pays by the head. A view over
-- the ledger, so that it is not stored twice.
{{ config(materialized='view') }}

with
ledger as (
    select * from {{ ref('ar_ledger') }}
),

capitated as (
    select * from {{ ref('int_capitated_charges') }}
),

final as (
    select
        ledger.ar_ledger_id,
        ledger.entity_id,
        ledger.practice_id,
        ledger.charge_number,
        ledger.financial_class,
        ledger.movement,
        ledger.movement_class,
        ledger.movement_date,
        ledger.amount,
        ledger.refunded_amount
    from ledger
    left join capitated
        on
            ledger.entity_id = capitated.entity_id
            and upper(ledger.charge_number) = capitated.charge_key
    where capitated.charge_key is null
)

select * from final
