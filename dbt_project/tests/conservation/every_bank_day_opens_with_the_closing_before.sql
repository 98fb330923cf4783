-- The opening balance of a statement is the closing balance of the one before on the same account: no day is lost. A
-- lost day is an exception (BNK-GAP) and asked for again; it does not keep the other days from being published.
{{ config(severity='warn') }}
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

sequenced as (
    select
        account_number,
        statement_date,
        opening_amount,
        lag(closing_amount) over (partition by account_number order by statement_date) as closing_before
    from balances
)

select
    account_number,
    statement_date,
    closing_before,
    opening_amount
from sequenced
where opening_amount <> closing_before
