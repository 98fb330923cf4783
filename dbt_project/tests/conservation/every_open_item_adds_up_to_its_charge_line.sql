-- The parts of insurance and patient are together what the ledger leaves open on the charge line.
-- depends_on: {{ ref('checks') }}
{{ config(meta={"dagster": {"ref": {"name": "ar_open_items"}}}) }}

with
ledger as (
    select
        ledger.practice_id,
        ledger.charge_number,
        sum(ledger.amount) as ledger_amount
    from {{ ref('ar_ledger') }} as ledger
    inner join {{ ref('stg_run') }} as run on ledger.movement_date <= run.as_of
    group by ledger.practice_id, ledger.charge_number
),

items as (
    select
        practice_id,
        charge_number,
        sum(open_amount) as open_amount
    from {{ ref('ar_open_items') }}
    group by practice_id, charge_number
)

select
    ledger.practice_id,
    ledger.charge_number,
    ledger.ledger_amount,
    items.open_amount
from ledger
full outer join items
    on
        ledger.practice_id = items.practice_id
        and ledger.charge_number = items.charge_number
where coalesce(ledger.ledger_amount, 0) <> coalesce(items.open_amount, 0)
