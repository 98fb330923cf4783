-- Balances of banks that state no opening balance: closing balance to closing balance, and line to line. Both warn,
-- because a bank may state a balance in the middle of a day, and a refused line is missing from the sum by itself.
with
closings as (
    select
        coalesce(sum(closing_before + activity_amount), 0) as left_amount,
        coalesce(sum(closing_amount), 0) as right_amount,
        coalesce(sum(abs(closing_before + activity_amount - closing_amount)), 0) as difference_amount
    from {{ ref('int_bank_closings') }}
),

running as (
    select
        coalesce(sum(expected_amount), 0) as left_amount,
        coalesce(sum(printed_amount), 0) as right_amount,
        coalesce(sum(difference_amount), 0) as difference_amount
    from {{ ref('int_bank_running_balances') }}
),

final as (
    select
        'bank_closings_roll' as check_id,
        'Where a bank states closing balances only, each is the one before plus credits less debits since.'
            as description,
        'closing before + credits - debits' as left_label,
        left_amount,
        'closing balances' as right_label,
        right_amount,
        difference_amount,
        'warn' as severity
    from closings
    union all
    select
        'bank_running_balances_foot' as check_id,
        'The balance an export prints behind a line is the balance before and the amount of the line.' as description,
        'balance before + amount' as left_label,
        left_amount,
        'balances printed' as right_label,
        right_amount,
        difference_amount,
        'warn' as severity
    from running
)

select * from final
