-- Checks of the bridge from bank to PM system and of the roll-forwards of cash. They compare in every month, entity and
-- account, so that two errors cannot cancel out.
with
bridge as (
    select * from {{ ref('cash_bridge') }}
),

residuals as (
    select
        coalesce(sum(case when term_order between 1 and 8 then amount else 0 end), 0) as left_amount,
        coalesce(sum(case when term = 'pm_payments_posted' then amount else 0 end), 0) as right_amount,
        coalesce(sum(case when term = 'residual' then abs(amount) else 0 end), 0) as difference_amount
    from bridge
),

compared as (
    select
        check_id,
        sum(read_amount) as left_amount,
        sum(bridge_amount) as right_amount,
        sum(abs(read_amount - bridge_amount)) as difference_amount
    from {{ ref('int_bridge_ends') }}
    group by check_id
),

final as (
    select
        'bridge_residual' as check_id,
        'Bank credits with all that stands between are the PM payments posted; by month, entity, account, channel.'
            as description,
        'bank credits and the terms between' as left_label,
        left_amount,
        'PM payments posted' as right_label,
        right_amount,
        difference_amount,
        'block' as severity
    from residuals
    union all
    select
        checks.check_id,
        checks.description,
        checks.left_label,
        coalesce(compared.left_amount, 0) as left_amount,
        checks.right_label,
        coalesce(compared.right_amount, 0) as right_amount,
        coalesce(compared.difference_amount, 0) as difference_amount,
        'block' as severity
    from (
        values
        (
            'bridge_bank_credits',
            'Every bank credit of the months the bridge covers stands in it, account by account.',
            'bank credits read',
            'bank credits of the bridge'
        ),
        (
            'bridge_pm_payments',
            'Every PM payment of the months the bridge covers stands in it.',
            'PM payments read',
            'PM payments of the bridge'
        )
    ) as checks (check_id, description, left_label, right_label)
    left join compared
        on checks.check_id = compared.check_id
)

select * from final
