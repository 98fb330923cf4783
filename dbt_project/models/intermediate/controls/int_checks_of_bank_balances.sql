-- Days without an opening or closing balance cannot be checked: a bank that states none is no failure, but what stands
-- unproved is told beside what is proved, so that an agreement of nothing with nothing is not taken for a proof.
-- A day that does not add up blocks; a day that is not there is asked for again (exception BNK-GAP) and only warned of.
with
days as (
    select * from {{ ref('int_bank_days') }}
),

lines as (
    select * from {{ ref('stg_bank_transactions') }}
    where {{ is_us_dollars('currency') }}
),

proved as (
    select
        coalesce(sum(case
            when
                (days.opening_amount is not null and days.closing_amount is not null)
                or closings.statement_date is not null
                then abs(lines.amount)
        end), 0) as left_amount,
        coalesce(sum(abs(lines.amount)), 0) as right_amount
    from lines
    left join days
        on
            lines.account_number = days.account_number
            and lines.statement_date = days.statement_date
    left join {{ ref('int_bank_closings') }} as closings
        on
            lines.account_number = closings.account_number
            and lines.statement_date > closings.date_before
            and lines.statement_date <= closings.statement_date
),

within_days as (
    select
        coalesce(sum(opening_amount + activity_amount), 0) as left_amount,
        coalesce(sum(closing_amount), 0) as right_amount,
        coalesce(sum(abs(opening_amount + activity_amount - closing_amount)), 0) as difference_amount
    from days
    where opening_amount is not null and closing_amount is not null
),

between_days as (
    select
        coalesce(sum(closing_amount), 0) as left_amount,
        coalesce(sum(next_opening_amount), 0) as right_amount,
        coalesce(sum(abs(closing_amount - next_opening_amount)), 0) as difference_amount
    from days
    where closing_amount is not null and next_opening_amount is not null
),

final as (
    select
        'bank_days_foot' as check_id,
        'On every account and day the opening balance plus credits less debits is the closing balance.' as description,
        'opening + credits - debits' as left_label,
        left_amount,
        'closing balances' as right_label,
        right_amount,
        difference_amount,
        'block' as severity
    from within_days
    union all
    select
        'bank_balances_continue' as check_id,
        'Every closing balance is the next opening balance of the account: no statement is missing.' as description,
        'closing balances' as left_label,
        left_amount,
        'next opening balances' as right_label,
        right_amount,
        difference_amount,
        'warn' as severity
    from between_days
    union all
    select
        'bank_days_proved' as check_id,
        'Every bank line stands between two balances the bank states.' as description,
        'lines between balances' as left_label,
        left_amount,
        'all lines, debits like credits' as right_label,
        right_amount,
        right_amount - left_amount as difference_amount,
        'warn' as severity
    from proved
)

select * from final
