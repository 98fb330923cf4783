-- Claim payments less provider adjustments is what the bank received, for every matched remittance that adds up.
-- depends_on: {{ ref('remittances') }}
{{ config(meta={"dagster": {"ref": {"name": "remittances"}}}) }}

select
    remittances.remittance_id,
    remittances.claim_paid_amount,
    remittances.provider_adjustment_amount,
    deposits.amount
from {{ ref('remittances') }} as remittances
inner join {{ ref('deposits') }} as deposits
    on remittances.deposit_id = deposits.deposit_id
where
    remittances.is_balanced
    and remittances.claim_paid_amount - remittances.provider_adjustment_amount <> deposits.amount
