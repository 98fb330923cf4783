-- Business days from the receipt of patient money to the bank: cash and checks of each drawer-day, and each card sale
-- with the payout that brought it. A payer's virtual card is no patient's. A lockbox is the bank's own: money is in the
-- bank when it is received.
with
run as (
    select as_of from {{ ref('stg_run') }}
),

drawers as (
    select
        entity_id,
        'desk' as channel,
        drawer_day_id as item_id,
        business_date as received_date,
        days_to_bank as lag_days,
        to_bank_amount as amount
    from {{ ref('drawer_days') }}
    where to_bank_amount > 0
),

sales as (
    select
        sales.entity_id,
        'card' as channel,
        sales.card_transaction_id as item_id,
        sales.created_date as received_date,
        banked.business_day_number - sold.business_day_number as lag_days,
        sales.gross_amount as amount
    from {{ ref('stg_card_transactions') }} as sales
    left join {{ ref('card_settlements') }} as payouts
        on
            sales.entity_id = payouts.entity_id
            and sales.processor = payouts.processor
            and sales.payout_number = payouts.payout_number
    left join {{ ref('bank_calendar') }} as sold
        on {{ calendar_day('sales.created_date') }} = sold.calendar_date
    left join {{ ref('bank_calendar') }} as banked
        on {{ calendar_day('payouts.deposit_date') }} = banked.calendar_date
    left join {{ ref('int_virtual_card_payments') }} as virtual_cards
        on sales.card_transaction_id = virtual_cards.card_transaction_id
    where
        sales.category = 'charge'
        and sales.gross_amount > 0
        and virtual_cards.card_transaction_id is null
),

receipts as (
    select * from drawers
    union all
    select * from sales
),

final as (
    select
        {{ month_of('receipts.received_date') }} as period,
        receipts.entity_id,
        cast(null as {{ type_text() }}) as payer_name,
        cast(null as {{ type_text() }}) as financial_class,
        receipts.channel,
        receipts.item_id,
        cast(case when receipts.lag_days >= 0 then receipts.lag_days end as integer) as lag_days,
        cast(case when receipts.lag_days >= 0 then receipts.amount else 0 end as decimal(18, 2)) as weight
    from receipts
    inner join run on receipts.received_date <= run.as_of
)

select * from final
