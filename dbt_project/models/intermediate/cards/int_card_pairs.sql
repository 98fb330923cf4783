-- Card sales and PM payments that bear no number of each other: the same amount on the same business day, one payment
-- for one sale in the order of their days. What a portal sells on a closed day is posted on the next open one.
with
movements as (
    select
        card_transaction_id,
        entity_id,
        transaction_number,
        gross_amount,
        created_date
    from {{ ref('stg_card_transactions') }}
    where category = 'charge'
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

calendar as (
    select
        calendar_date,
        business_day_number
    from {{ ref('bank_calendar') }}
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
        payments.amount,
        calendar.business_day_number,
        row_number() over (
            partition by payments.entity_id, calendar.business_day_number, payments.amount
            order by payments.posting_date, payments.pm_payment_id
        ) as place
    from payments
    inner join calendar
        on {{ calendar_day('payments.posting_date') }} = calendar.calendar_date
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

unnamed_sales as (
    select
        movements.card_transaction_id,
        movements.entity_id,
        movements.gross_amount,
        calendar.business_day_number,
        row_number() over (
            partition by movements.entity_id, calendar.business_day_number, movements.gross_amount
            order by movements.created_date, movements.transaction_number
        ) as place
    from movements
    inner join calendar
        on {{ calendar_day('movements.created_date') }} = calendar.calendar_date
    left join named
        on movements.card_transaction_id = named.card_transaction_id
    where named.card_transaction_id is null
),

final as (
    select
        unnamed_sales.card_transaction_id,
        unnamed_payments.pm_payment_id
    from unnamed_sales
    inner join unnamed_payments
        on
            unnamed_sales.entity_id = unnamed_payments.entity_id
            and unnamed_sales.business_day_number = unnamed_payments.business_day_number
            and unnamed_sales.gross_amount = unnamed_payments.amount
            and unnamed_sales.place = unnamed_payments.place
)

select * from final
