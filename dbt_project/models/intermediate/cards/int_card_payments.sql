-- Every card payment of a patient in the PM system and what of it the processor has settled. Rows of one reference
-- count together, so a payment that was taken out again waits for nothing.
with
payments as (
    select
        pm_payment_id,
        entity_id,
        payment_number,
        reference_number,
        posting_date,
        amount,
        sum(amount) over (
            partition by entity_id, practice_id, coalesce(reference_number, payment_number, pm_payment_id)
        ) as standing_amount
    from {{ ref('int_pm_payments') }}
    where
        method = 'card'
        and payer_type <> 'insurance'
),

settled as (
    select
        pm_payment_id,
        sum(gross_amount) as settled_amount
    from {{ ref('int_card_postings') }}
    where category = 'charge'
    group by pm_payment_id
),

joined as (
    select
        payments.*,
        coalesce(settled.settled_amount, 0) as settled_amount
    from payments
    left join settled
        on payments.pm_payment_id = settled.pm_payment_id
    where payments.amount > 0
),

final as (
    select
        pm_payment_id,
        entity_id,
        payment_number,
        coalesce(reference_number, payment_number) as reference,
        posting_date,
        amount,
        cast(least(settled_amount, amount) as decimal(18, 2)) as settled_amount,
        cast(greatest(least(amount, standing_amount) - settled_amount, 0) as decimal(18, 2)) as unsettled_amount
    from joined
)

select * from final
