-- Items the bank takes back, each with the PM payment that reverses it: a payment below zero, or a voided one, of the
-- amount, under the reference or the batch of the returned item. Of several alike each has its own, in their order.
with
returned as (
    select
        deposit_id,
        entity_id,
        amount,
        deposit_date,
        {{ normalise_reference('customer_reference') }} as reference_key
    from {{ ref('int_bank_lines') }}
    where
        direction = 'debit'
        and channel = 'return'
),

payments as (
    select
        pm_payment_id,
        entity_id,
        amount,
        {{ is_void() }} as is_voided,
        coalesce(void_date, posting_date) as reversal_date,
        {{ normalise_reference('batch_number') }} as batch_key,
        {{ normalise_reference('reference_number') }} as reference_key
    from {{ ref('stg_pm_payments') }}
),

pairs as (
    select
        returned.deposit_id,
        payments.pm_payment_id,
        payments.is_voided,
        dense_rank() over (
            partition by returned.entity_id, returned.amount, returned.reference_key
            order by returned.deposit_date, returned.deposit_id
        ) as item_number,
        dense_rank() over (
            partition by returned.entity_id, returned.amount, returned.reference_key
            order by payments.pm_payment_id
        ) as payment_number
    from returned
    inner join payments
        on
            -returned.amount = abs(payments.amount)
            and {{ same_entity('returned.entity_id', 'payments.entity_id') }}
            and (payments.amount < 0 or payments.is_voided)
            and returned.deposit_date <= payments.reversal_date
            and (
                returned.reference_key = payments.batch_key
                or returned.reference_key = payments.reference_key
            )
),

final as (
    select
        deposit_id,
        pm_payment_id,
        is_voided
    from pairs
    where item_number = payment_number
)

select * from final
