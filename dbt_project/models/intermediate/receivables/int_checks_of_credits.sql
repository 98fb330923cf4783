-- Credit balances held against what they must be.
with
below_zero as (
    select sum(credit_amount) as credit_amount from {{ ref('int_credit_clocks') }}
),

credits as (
    select
        coalesce(sum(balances.amount), 0) as owned_amount,
        coalesce(
            sum(
                case
                    when balances.owner_class = 'government' and balances.state = 'overdue' then balances.amount
                    else 0
                end
            ), 0
        ) as overdue_amount,
        coalesce(max(below_zero.credit_amount), 0) as credit_amount
    from below_zero
    left join {{ ref('credit_balances') }} as balances on true
),

final as (
    select
        'credit_balances_equal_open_credits' as check_id,
        'Every charge line below zero has its credit balances, with an owner and a clock.' as description,
        'credit balances' as left_label,
        owned_amount as left_amount,
        'charge lines below zero' as right_label,
        credit_amount as right_amount,
        abs(owned_amount - credit_amount) as difference_amount,
        'block' as severity
    from credits
    union all
    select
        'no_public_credit_older_than_60_days' as check_id,
        'No credit balance of a public payer is older than 60 days without a refund.' as description,
        'overdue credits of public payers' as left_label,
        overdue_amount as left_amount,
        'nothing' as right_label,
        0 as right_amount,
        overdue_amount as difference_amount,
        'warn' as severity
    from credits
)

select * from final
