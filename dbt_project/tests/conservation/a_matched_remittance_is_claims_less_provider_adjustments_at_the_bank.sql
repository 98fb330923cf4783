-- Claim payments less provider adjustments is what the bank received, for every deposit whose remittances all add up; the
-- parts of one payment together.
-- depends_on: {{ ref('remittances') }}
{{ config(meta={"dagster": {"ref": {"name": "remittances"}}}) }}

select
    deposits.deposit_id,
    sum(remittances.claim_paid_amount) as claim_paid_amount,
    sum(remittances.provider_adjustment_amount) as provider_adjustment_amount,
    deposits.amount
from {{ ref('remittances') }} as remittances
inner join {{ ref('deposits') }} as deposits
    on remittances.deposit_id = deposits.deposit_id
where not (remittances.payment_state = 'repeated' and remittances.remittance_id <> remittances.leading_remittance_id)
group by deposits.deposit_id, deposits.amount
having
    min(case when remittances.is_balanced then 1 else 0 end) = 1
    and sum(remittances.claim_paid_amount) - sum(remittances.provider_adjustment_amount) <> deposits.amount
