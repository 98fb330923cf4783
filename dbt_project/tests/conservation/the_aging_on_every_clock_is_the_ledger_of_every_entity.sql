-- Add up any clock of an entity and you have its ledger as it stood on the as-of day.
-- depends_on: {{ ref('checks') }}
{{ config(meta={"dagster": {"ref": {"name": "ar_aging"}}}) }}

with
ledger as (
    select
        ledger.entity_id,
        sum(ledger.amount) as ledger_amount
    from {{ ref('ar_ledger') }} as ledger
    inner join {{ ref('stg_run') }} as run on ledger.movement_date <= run.as_of
    group by ledger.entity_id
),

aging as (
    select
        clock,
        entity_id,
        sum(debit_amount) - sum(credit_amount) as aging_amount
    from {{ ref('ar_aging') }}
    group by clock, entity_id
)

select
    aging.clock,
    coalesce(aging.entity_id, ledger.entity_id) as entity_id,
    aging.aging_amount,
    ledger.ledger_amount
from ledger
full outer join aging on ledger.entity_id = aging.entity_id
where coalesce(aging.aging_amount, 0) <> coalesce(ledger.ledger_amount, 0)
