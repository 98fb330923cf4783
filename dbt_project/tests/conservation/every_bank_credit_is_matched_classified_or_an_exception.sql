-- The bridge: what the bank credited = matched + classified + exception, to the cent, on every account, and each credit
-- is there once.
-- depends_on: {{ ref('deposits') }}
{{ config(meta={"dagster": {"ref": {"name": "deposits"}}}) }}

with
banked as (
    select
        account_number,
        count(*) as credit_count,
        sum(amount) as credit_amount
    from {{ ref('stg_bank_transactions') }}
    where direction = 'credit' and {{ is_us_dollars('currency') }}
    group by account_number
),

told as (
    select
        account_number,
        count(*) as credit_count,
        sum(amount) as credit_amount,
        sum(matched_amount + classified_amount + exception_amount) as told_amount
    from {{ ref('deposits') }}
    group by account_number
)

select
    banked.account_number,
    banked.credit_amount,
    told.told_amount
from banked
full outer join told
    on banked.account_number = told.account_number
where
    coalesce(banked.credit_count, 0) <> coalesce(told.credit_count, 0)
    or coalesce(banked.credit_amount, 0) <> coalesce(told.credit_amount, 0)
    or coalesce(banked.credit_amount, 0) <> coalesce(told.told_amount, 0)
