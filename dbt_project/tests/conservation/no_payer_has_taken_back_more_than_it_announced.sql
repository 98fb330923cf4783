-- What is owed to a payer is never below zero, and a balance carried in was carried out before; else the payer took
-- more than it announced, or announced it in a letter. It only warns: each such dollar is an exception of its own
-- (ERA-WOORPH).
-- depends_on: {{ ref('recoupments') }}
{{ config(severity='warn', meta={"dagster": {"ref": {"name": "recoupments"}}}) }}

select
    recoupment_id,
    payer_id,
    state,
    owed_amount
from {{ ref('recoupments') }}
where
    owed_amount < 0
    or (kind = 'FB' and state = 'orphan')
