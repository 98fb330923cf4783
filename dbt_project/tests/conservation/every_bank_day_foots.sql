-- Opening balance plus the day's lines is the closing balance, on every account and day for which the bank states both.
-- depends_on: {{ ref('checks') }}
{{ config(meta={"dagster": {"ref": {"name": "checks"}}}) }}

with
balances as (
    select
        account_number,
        statement_date,
        max(case type_code when '010' then amount end) as opening_amount,
        max(case type_code when '015' then amount end) as closing_amount
    from {{ ref('stg_bank_balances') }}
    where {{ is_us_dollars('currency') }}
    group by account_number, statement_date
),

movements as (
    select
        account_number,
        statement_date,
        sum(amount) as moved_amount
    from {{ ref('stg_bank_transactions') }}
    where {{ is_us_dollars('currency') }}
    group by account_number, statement_date
)

select
    balances.account_number,
    balances.statement_date,
    balances.opening_amount,
    movements.moved_amount,
    balances.closing_amount
from balances
left join movements
    on
        balances.account_number = movements.account_number
        and balances.statement_date = movements.statement_date
where balances.opening_amount + coalesce(movements.moved_amount, 0) <> balances.closing_amount
