-- Closing balances that follow one another where the bank states no opening balance in between (OFX, some camt): what
-- moved from the day after the one to the day of the other must be the difference.
with
balances as (
    select
        account_number,
        statement_date,
        max(case type_code when '010' then amount end) as opening_amount,
        max(case type_code when '015' then amount end) as closing_amount
    from {{ ref('stg_bank_balances') }}
    where {{ is_us_dollars('currency') }} and type_code in ('010', '015')
    group by account_number, statement_date
),

days as (
    select
        account_number,
        statement_date,
        closing_amount,
        -- an opening balance starts anew: what it opens is footed within its own statement
        count(opening_amount) over (
            partition by account_number
            order by statement_date
            rows between unbounded preceding and current row
        ) as opening_count
    from balances
),

sequenced as (
    select
        account_number,
        statement_date,
        closing_amount,
        opening_count,
        lag(statement_date) over (partition by account_number order by statement_date) as date_before,
        lag(closing_amount) over (partition by account_number order by statement_date) as closing_before,
        lag(opening_count) over (partition by account_number order by statement_date) as opening_count_before
    from days
    where closing_amount is not null
),

lines as (
    select
        account_number,
        statement_date,
        sum(amount) as moved_amount
    from {{ ref('stg_bank_transactions') }}
    where {{ is_us_dollars('currency') }}
    group by account_number, statement_date
),

final as (
    select
        sequenced.account_number,
        sequenced.statement_date,
        sequenced.date_before,
        sequenced.closing_before,
        coalesce(sum(lines.moved_amount), 0) as activity_amount,
        sequenced.closing_amount
    from sequenced
    left join lines
        on
            sequenced.account_number = lines.account_number
            and sequenced.date_before < lines.statement_date
            and sequenced.statement_date >= lines.statement_date
    where sequenced.opening_count = sequenced.opening_count_before
    group by
        sequenced.account_number,
        sequenced.statement_date,
        sequenced.date_before,
        sequenced.closing_before,
        sequenced.closing_amount
)

select * from final
