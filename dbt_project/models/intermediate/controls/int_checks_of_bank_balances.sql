-- Days without an opening or closing balance cannot be checked and are left out; a bank that states none is no failure.
-- A day that does not add up blocks; a day that is not there is asked for again (exception BNK-GAP) and only warned of.
with
days as (
    select * from {{ ref('int_bank_days') }}
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
)

select * from final
