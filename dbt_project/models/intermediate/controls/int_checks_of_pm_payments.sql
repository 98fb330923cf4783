-- Check of the PM system's own payments: each is the sum of what became of it.
with
-- a PM that does not state all three parts of a payment states no equation
headers as (
    select
        coalesce(sum(amount), 0) as left_amount,
        coalesce(sum(applied_amount + unapplied_amount + refunded_amount), 0) as right_amount,
        coalesce(sum(abs(amount - applied_amount - unapplied_amount - refunded_amount)), 0) as difference_amount
    from {{ ref('stg_pm_payments') }}
    where
        not {{ is_void() }}
        and applied_amount is not null
        and unapplied_amount is not null
        and refunded_amount is not null
),

final as (
    select
        'pm_payments_add_up' as check_id,
        'Every PM payment is what was applied of it, stands unapplied and was refunded, as the PM system states it.'
            as description,
        'PM payments' as left_label,
        left_amount,
        'applied + unapplied + refunded' as right_label,
        right_amount,
        difference_amount,
        'block' as severity
    from headers
)

select * from final
