-- Claim payments less provider adjustments is what the bank received, for every bank line matched with remittances that
-- add up.
-- depends_on: {{ ref('remittances') }}
{{ config(meta={"dagster": {"ref": {"name": "remittances"}}}) }}

with
unbalanced as (
    select matches.deposit_id
    from {{ ref('int_deposit_matches') }} as matches
    inner join {{ ref('remittances') }} as remittances
        on matches.evidence_id = remittances.remittance_id
    where not remittances.is_balanced
)

select
    bank_transaction_id,
    claim_paid_amount,
    provider_adjustment_amount,
    bank_amount
from {{ ref('deposit_chain') }}
where
    evidence_kind = 'remittance'
    and claim_paid_amount - provider_adjustment_amount <> bank_amount
    and bank_transaction_id not in (select deposit_id from unbalanced)
