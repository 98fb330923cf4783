-- What stood on each bank account before its first line_name: as the bank states it, worked back from the first closing
-- balance, or worked back from the balance printed behind the first line of an export; else it is not stated.
with
balances as (
    select
        account_number,
        statement_date,
        type_code,
        amount
    from {{ ref('stg_bank_balances') }}
    where {{ is_us_dollars('currency') }}
),

lines as (
    select
        account_number,
        statement_date,
        amount
    from {{ ref('stg_bank_transactions') }}
    where {{ is_us_dollars('currency') }}
),

accounts as (
    select
        account_number,
        min(statement_date) as first_date
    from (
        select
            account_number,
            statement_date
        from balances
        union all
        select
            account_number,
            statement_date
        from lines
    ) as seen
    group by account_number
),

opened as (
    select
        account_number,
        amount as opening_amount,
        statement_date
    from balances
    where type_code = '010'
    qualify row_number() over (partition by account_number order by statement_date) = 1
),

closed as (
    select
        account_number,
        amount as closing_amount,
        statement_date
    from balances
    where type_code = '015'
    qualify row_number() over (partition by account_number order by statement_date) = 1
),

stated as (
    select
        accounts.account_number,
        accounts.first_date,
        opened.opening_amount,
        opened.statement_date as opening_date,
        closed.closing_amount,
        closed.statement_date as closing_date,
        printed.opening_amount as printed_amount,
        printed.statement_date as printed_date
    from accounts
    left join opened
        on accounts.account_number = opened.account_number
    left join closed
        on accounts.account_number = closed.account_number
    left join {{ ref('int_printed_openings') }} as printed
        on accounts.account_number = printed.account_number
),

chosen as (
    select
        account_number,
        first_date,
        case
            when opening_date is not null then 'opening balance of the statement'
            when closing_date is not null then 'closing balance of the statement'
            when printed_date is not null then 'balance printed behind the first line'
            else 'not stated'
        end as basis,
        coalesce(opening_amount, closing_amount, printed_amount, 0) as stated_amount,
        -- lines before this day stand between the first line and the stated balance
        coalesce(
            opening_date,
            {{ add_days('closing_date', 1) }},
            printed_date,
            first_date
        ) as stated_before
    from stated
),

final as (
    select
        chosen.account_number,
        chosen.first_date,
        chosen.basis,
        cast(chosen.stated_amount - coalesce(sum(lines.amount), 0) as decimal(18, 2)) as opening_amount
    from chosen
    left join lines
        on
            chosen.account_number = lines.account_number
            and chosen.stated_before > lines.statement_date
            and chosen.basis <> 'not stated'
    group by chosen.account_number, chosen.first_date, chosen.basis, chosen.stated_amount
)

select * from final
