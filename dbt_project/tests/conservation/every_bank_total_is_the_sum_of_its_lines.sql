-- Total credits (100) and total debits (400) the bank states are the sums of the lines of the day.
-- depends_on: {{ ref('checks') }}
{{ config(meta={"dagster": {"ref": {"name": "checks"}}}) }}

with
totals as (
    select
        account_number,
        statement_date,
        type_code,
        amount
    from {{ ref('stg_bank_balances') }}
    where type_code in ('100', '400') and {{ is_us_dollars('currency') }}
),

movements as (
    select
        account_number,
        statement_date,
        case direction when 'credit' then '100' else '400' end as type_code,
        sum(abs(amount)) as moved_amount
    from {{ ref('stg_bank_transactions') }}
    where {{ is_us_dollars('currency') }}
    group by account_number, statement_date, direction
)

select
    totals.account_number,
    totals.statement_date,
    totals.type_code,
    totals.amount,
    movements.moved_amount
from totals
left join movements
    on
        totals.account_number = movements.account_number
        and totals.statement_date = movements.statement_date
        and totals.type_code = movements.type_code
where abs(totals.amount) <> coalesce(movements.moved_amount, 0)
