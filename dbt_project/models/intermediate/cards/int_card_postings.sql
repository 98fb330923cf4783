-- Which payment of the PM system stands behind each charge and refund of a card processor: the one known by a number.
-- Where the PM keeps no such number, the same amount on the same day, one payment for one charge.
with
movements as (
    select
        card_transaction_id,
        entity_id,
        processor,
        payout_number,
        transaction_number,
        category,
        gross_amount,
        created_date
    from {{ ref('stg_card_transactions') }}
    where category in ('charge', 'refund')
),

payments as (
    select
        pm_payment_id,
        entity_id,
        payer_type,
        reference_number,
        amount,
        posting_date
    from {{ ref('int_pm_payments') }}
    where method = 'card'
),

named as (
    select * from {{ ref('int_card_numbers') }}
),

-- a PM that keeps no number of the processor at all is compared by day and amount
numbering_entities as (
    select distinct entity_id
    from payments
    where pm_payment_id in (select named.pm_payment_id from named)
),

unnamed_payments as (
    select
        payments.pm_payment_id,
        payments.entity_id,
        payments.posting_date,
        payments.amount,
        row_number() over (
            partition by payments.entity_id, payments.posting_date, payments.amount
            order by payments.pm_payment_id
        ) as place
    from payments
    left join named
        on payments.pm_payment_id = named.pm_payment_id
    left join numbering_entities
        on payments.entity_id = numbering_entities.entity_id
    where
        named.pm_payment_id is null
        and payments.amount > 0
        and payments.payer_type <> 'insurance'
        and (payments.reference_number is null or numbering_entities.entity_id is null)
),

unnamed_charges as (
    select
        movements.card_transaction_id,
        movements.entity_id,
        movements.created_date,
        movements.gross_amount,
        row_number() over (
            partition by movements.entity_id, movements.created_date, movements.gross_amount
            order by movements.transaction_number
        ) as place
    from movements
    left join named
        on movements.card_transaction_id = named.card_transaction_id
    where
        named.card_transaction_id is null
        and movements.category = 'charge'
),

linked as (
    select
        card_transaction_id,
        pm_payment_id,
        'number' as linked_by
    from named
    union all
    select
        unnamed_charges.card_transaction_id,
        unnamed_payments.pm_payment_id,
        'amount and day' as linked_by
    from unnamed_charges
    inner join unnamed_payments
        on
            unnamed_charges.entity_id = unnamed_payments.entity_id
            and unnamed_charges.created_date = unnamed_payments.posting_date
            and unnamed_charges.gross_amount = unnamed_payments.amount
            and unnamed_charges.place = unnamed_payments.place
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
