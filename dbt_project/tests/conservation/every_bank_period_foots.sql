-- Where a bank states closing balances but no opening ones (OFX, some CSV exports), the lines between two closing
-- balances of an account are their difference. A day that is missing in between would look like a difference, so this
-- only warns; days with both balances are judged, and block, in every_bank_day_foots.
{{ config(severity='warn') }}
with
closings as (
    select
        account_number,
        statement_date,
        max(case type_code when '010' then amount end) as opening_amount,
        max(case type_code when '015' then amount end) as closing_amount
    from {{ ref('stg_bank_balances') }}
    where {{ is_us_dollars('currency') }}
    group by account_number, statement_date
),

periods as (
    select
        account_number,
        statement_date,
        opening_amount,
        closing_amount,
        lag(statement_date) over (partition by account_number order by statement_date) as date_before,
        lag(closing_amount) over (partition by account_number order by statement_date) as closing_before
    from closings
    where closing_amount is not null
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
    periods.account_number,
    periods.statement_date,
    periods.closing_before,
    sum(movements.moved_amount) as moved_amount,
    periods.closing_amount
from periods
left join movements
    on
        periods.account_number = movements.account_number
        and periods.date_before < movements.statement_date
        and periods.statement_date >= movements.statement_date
where
    periods.opening_amount is null
    and periods.closing_before is not null
group by
    periods.account_number,
    periods.statement_date,
    periods.closing_before,
    periods.closing_amount
having periods.closing_before + coalesce(sum(movements.moved_amount), 0) <> periods.closing_amount
