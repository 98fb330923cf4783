-- The deposit chain holds every line of the bank in US dollars, credits and debits, with its amount, and no other line.
-- depends_on: {{ ref('deposit_chain') }}
{{ config(meta={"dagster": {"ref": {"name": "deposit_chain"}}}) }}

with
banked as (
    select
        bank_transaction_id,
        amount
    from {{ ref('stg_bank_transactions') }}
    where {{ is_us_dollars('currency') }}
),

chain as (
    select
        bank_transaction_id,
        bank_amount
    from {{ ref('deposit_chain') }}
)

select
    banked.bank_transaction_id,
    banked.amount,
    chain.bank_amount
from banked
full outer join chain
    on banked.bank_transaction_id = chain.bank_transaction_id
where
    banked.amount is null
    or chain.bank_amount is null
    or banked.amount <> chain.bank_amount
