-- Movements inside each card payout, and what the PM system has posted of its charges and refunds.
with
movements as (
    select
        entity_id,
        processor,
        transaction_number,
        payout_number,
        category,
        gross_amount,
        fee_amount,
        net_amount,
        {{ normalise_reference('transaction_number') }} as transaction_key,
        {{ normalise_reference('payment_reference') }} as reference_key
    from {{ ref('stg_card_transactions') }}
    where payout_number is not null
),

payments as (
    select
        pm_payment_id,
        entity_id,
        posting_date,
        amount,
        {{ normalise_reference('reference_number') }} as reference_key,
        {{ normalise_reference('payment_number') }} as payment_key
    from {{ ref('int_pm_payments') }}
    where method = 'card'
),

sales as (
    select * from movements
    where category in ('charge', 'refund')
),

-- a PM payment counts once, whichever of its numbers the processor knows it by
posted_payments as (
    {%- for sale_key, payment_key in [
        ('reference_key', 'reference_key'), ('transaction_key', 'reference_key'), ('reference_key', 'payment_key')
    ] %}
    select
        sales.processor,
        sales.payout_number,
        payments.pm_payment_id,
        payments.posting_date,
        payments.amount
    from sales
    inner join payments
        on
            sales.{{ sale_key }} = payments.{{ payment_key }}
            and {{ same_entity('sales.entity_id', 'payments.entity_id') }}
    {% if not loop.last %}union distinct{% endif %}
    {%- endfor %}
),

posted as (
    select
        processor,
        payout_number,
        max(posting_date) as posting_date,
        sum(amount) as pm_posted_amount
    from posted_payments
    group by processor, payout_number
),

settled as (
    select
        processor,
        payout_number,
        count(*) as transaction_count,
        sum(case when category = 'charge' then gross_amount else 0 end) as charge_amount,
        sum(case when category = 'refund' then gross_amount else 0 end) as refund_amount,
        sum(case when category in ('dispute', 'dispute_reversal') then gross_amount else 0 end) as dispute_amount,
        sum(fee_amount) - sum(case when category = 'fee' then gross_amount else 0 end) as fee_amount,
        sum(case when category in ('reserve', 'adjustment') then gross_amount else 0 end) as other_amount,
        sum(gross_amount) - sum(fee_amount) as net_amount
    from movements
    group by processor, payout_number
),

final as (
    select
        settled.processor,
        settled.payout_number,
        settled.transaction_count,
        settled.charge_amount,
        settled.refund_amount,
        settled.dispute_amount,
        settled.fee_amount,
        settled.other_amount,
        settled.net_amount,
        posted.posting_date,
        coalesce(posted.pm_posted_amount, 0) as pm_posted_amount
    from settled
    left join posted
        on
            settled.processor = posted.processor
            and settled.payout_number = posted.payout_number
)

select * from final
