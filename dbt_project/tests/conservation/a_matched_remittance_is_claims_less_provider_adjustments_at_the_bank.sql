-- Claim payments less provider adjustments is what the bank received, for every bank line matched with remittances that
-- add up, but for the difference the match names with its code.
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
    chained_lines.bank_transaction_id,
    chained_lines.claim_paid_amount,
    chained_lines.provider_adjustment_amount,
    chained_lines.bank_amount
from {{ ref('deposit_chain') }} as chained_lines
left join {{ ref('int_match_differences') }} as coded
    on chained_lines.bank_transaction_id = coded.deposit_id
left join unbalanced
    on chained_lines.bank_transaction_id = unbalanced.deposit_id
where
    chained_lines.evidence_kind = 'remittance'
    and chained_lines.claim_paid_amount - chained_lines.provider_adjustment_amount
    <> chained_lines.bank_amount - coalesce(coded.left_amount, 0)
    and unbalanced.deposit_id is null
