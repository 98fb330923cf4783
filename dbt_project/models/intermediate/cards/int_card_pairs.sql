-- Card sales and PM payments that bear no number of each other: the same amount on the same business day, one payment
-- for one sale in the order of their days. What a portal sells on a closed day is posted on the next open one, but a
-- payment of the very day of a sale comes first: a Saturday's sale nobody posted must not take Monday's payment.
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

-- a PM that keeps no number of the processor at all is compared by day and amount
numbering_entities as (
    select distinct entity_id
    from payments
    where pm_payment_id in (select named.pm_payment_id from named)
),

unnamed_payments as (
    select
        payments.pm_payment_id,
        payments.pm_payment_id as number,
        payments.entity_id,
        payments.amount,
        calendar.calendar_date,
        calendar.business_day_number
    from payments
    inner join {{ ref('bank_calendar') }} as calendar
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
        movements.transaction_number as number,
        movements.gross_amount as amount,
        calendar.calendar_date,
        calendar.business_day_number
    from movements
    inner join {{ ref('bank_calendar') }} as calendar
        on {{ calendar_day('movements.created_date') }} = calendar.calendar_date
    left join named
        on movements.card_transaction_id = named.card_transaction_id
    where named.card_transaction_id is null
),

{% for day in ['calendar_date', 'business_day_number'] %}
{% for side, key in [('sales', 'card_transaction_id'), ('payments', 'pm_payment_id')] %}
{{ side }}_by_{{ day }} as (
    select
        *,
        row_number() over (partition by entity_id, {{ day }}, amount order by calendar_date, number) as place
    from unnamed_{{ side }}
    {%- if day == 'business_day_number' %}
    where {{ key }} not in (select pairs.{{ key }} from pairs_by_calendar_date as pairs)
    {%- endif %}
),

{% endfor %}
pairs_by_{{ day }} as (
    select
        sales.card_transaction_id,
        payments.pm_payment_id
    from sales_by_{{ day }} as sales
    inner join payments_by_{{ day }} as payments
        on
            sales.entity_id = payments.entity_id
            and sales.{{ day }} = payments.{{ day }}
            and sales.amount = payments.amount
            and sales.place = payments.place
),

{% endfor %}
final as (
    select * from pairs_by_calendar_date
    union all
    select * from pairs_by_business_day_number
)

select * from final
