-- Which payment of the PM system stands behind each charge and refund of a card processor: the one known by a number.
-- Where the PM keeps no such number, the one of the same amount and business day.
with
movements as (
    select
        card_transaction_id,
        processor,
        payout_number,
        category,
        gross_amount,
        created_date
    from {{ ref('stg_card_transactions') }}
    where category in ('charge', 'refund')
),

payments as (
    select
        pm_payment_id,
        amount,
        posting_date
    from {{ ref('int_pm_payments') }}
    where method = 'card'
),

named as (
    select * from {{ ref('int_card_numbers') }}
),

linked as (
    select
        card_transaction_id,
        pm_payment_id,
        'number' as linked_by
    from named
    union all
    select
        card_transaction_id,
        pm_payment_id,
        'amount and day' as linked_by
    from {{ ref('int_card_pairs') }}
),

final as (
    select
        movements.card_transaction_id,
        payments.pm_payment_id,
        movements.processor,
        movements.payout_number,
        movements.category,
        movements.created_date,
        movements.gross_amount,
        payments.posting_date,
        payments.amount as posted_amount,
        linked.linked_by
    from linked
    inner join movements
        on linked.card_transaction_id = movements.card_transaction_id
    inner join payments
        on linked.pm_payment_id = payments.pm_payment_id
)

select * from final
