-- Card payments the PM system takes out again, or puts back, after the processor gave the sale back or a cardholder
-- disputed it: every row of the sale's number but the first payment. One row per PM payment.
with
payments as (
    select * from {{ ref('int_money_numbered_payments') }}
    where method = 'card'
),

disputed as (
    select
        disputes.processor,
        disputes.charge_reference
    from {{ ref('int_card_disputes') }} as disputes
),

movements as (
    select
        movements.card_transaction_id,
        movements.category,
        movements.charge_number,
        disputed.charge_reference
    from {{ ref('stg_card_transactions') }} as movements
    left join disputed
        on
            movements.processor = disputed.processor
            and (
                movements.charge_number = disputed.charge_reference
                or movements.payment_reference = disputed.charge_reference
            )
    where
        movements.category = 'refund'
        or disputed.charge_reference is not null
),

-- by the numbers the rows share, or by the charge a refund goes back to
troubled as (
    select distinct numbers.pm_payment_id
    from {{ ref('int_card_numbers') }} as numbers
    inner join movements
        on numbers.card_transaction_id = movements.card_transaction_id
),

grouped as (
    select
        payments.pm_payment_id,
        payments.entity_id,
        payments.amount,
        coalesce(payments.reference_key, payments.pm_payment_id) as sale_key,
        row_number() over (
            partition by payments.entity_id, coalesce(payments.reference_key, payments.pm_payment_id)
            order by
                case when payments.amount > 0 then 0 else 1 end,
                payments.posting_date, payments.payment_number, payments.pm_payment_id
        ) as place,
        min(payments.amount) over (
            partition by payments.entity_id, coalesce(payments.reference_key, payments.pm_payment_id)
        ) as least_amount
    from payments
    inner join troubled
        on payments.pm_payment_id = troubled.pm_payment_id
),

final as (
    select
        pm_payment_id,
        {{ surrogate_key(["'card_reversal'", 'entity_id', 'sale_key']) }} as money_id
    from grouped
    where
        least_amount < 0
        and (amount < 0 or place > 1)
)

select * from final
