-- Charges and refunds of a card processor and the payments of the PM system that either side knows by a number of the
-- other's.
with
movements as (
    select
        card_transaction_id,
        entity_id,
        {{ normalise_reference('transaction_number') }} as transaction_key,
        {{ normalise_reference('charge_number') }} as charge_key,
        {{ normalise_reference('payment_reference') }} as reference_key
    from {{ ref('stg_card_transactions') }}
    where category in ('charge', 'refund')
),

payments as (
    select
        pm_payment_id,
        entity_id,
        {{ normalise_reference('reference_number') }} as reference_key,
        {{ normalise_reference('payment_number') }} as payment_key
    from {{ ref('int_pm_payments') }}
    where method = 'card'
),

final as (
    {%- for movement_key, payment_key in [
        ('reference_key', 'reference_key'),
        ('transaction_key', 'reference_key'),
        ('charge_key', 'reference_key'),
        ('reference_key', 'payment_key'),
    ] %}
    select
        movements.card_transaction_id,
        payments.pm_payment_id
    from movements
    inner join payments
        on
            movements.{{ movement_key }} = payments.{{ payment_key }}
            and {{ same_entity('movements.entity_id', 'payments.entity_id') }}
    {% if not loop.last %}union distinct{% endif %}
    {%- endfor %}
)

select * from final
