-- Every charge of a card processor and what of it the PM system has posted. A PM payment is used up by the charges that
-- name it in order of their day, so the second swipe of one payment has nothing left. What was given back needs no
-- posting, and a payer's virtual card is no patient's sale.
with
postings as (
    select
        card_transaction_id,
        pm_payment_id,
        gross_amount,
        posted_amount,
        sum(gross_amount) over (
            partition by pm_payment_id
            order by created_date, card_transaction_id
            rows between unbounded preceding and current row
        ) - gross_amount as earlier_amount
    from {{ ref('int_card_postings') }}
    where
        category = 'charge'
        and posted_amount > 0
),

posted as (
    select
        card_transaction_id,
        min(pm_payment_id) as pm_payment_id,
        sum(greatest(least(posted_amount - earlier_amount, gross_amount), 0)) as posted_amount
    from postings
    group by card_transaction_id
),

refunds as (
    select
        processor,
        charge_number,
        -sum(gross_amount) as refunded_amount
    from {{ ref('stg_card_transactions') }}
    where
        category = 'refund'
        and charge_number is not null
    group by processor, charge_number
),

charges as (
    select
        card_transaction_id,
        entity_id,
        processor,
        merchant_id,
        payout_number,
        coalesce(charge_number, source_number, transaction_number) as sale_number,
        charge_number,
        created_date,
        method,
        gross_amount,
        fee_amount,
        _file_id,
        _line
    from {{ ref('stg_card_transactions') }}
    where category = 'charge'
),

joined as (
    select
        charges.*,
        posted.pm_payment_id,
        virtual_cards.remittance_id,
        coalesce(posted.posted_amount, 0) as posted_amount,
        coalesce(refunds.refunded_amount, 0) as refunded_amount
    from charges
    left join posted
        on charges.card_transaction_id = posted.card_transaction_id
    left join refunds
        on
            charges.processor = refunds.processor
            and charges.charge_number = refunds.charge_number
    left join {{ ref('int_virtual_card_payments') }} as virtual_cards
        on charges.card_transaction_id = virtual_cards.card_transaction_id
),

final as (
    select
        card_transaction_id,
        entity_id,
        processor,
        merchant_id,
        payout_number,
        sale_number,
        created_date,
        method,
        gross_amount,
        fee_amount,
        pm_payment_id,
        remittance_id,
        cast(posted_amount as decimal(18, 2)) as posted_amount,
        cast(refunded_amount as decimal(18, 2)) as refunded_amount,
        cast(
            case
                when remittance_id is not null then 0
                else greatest(gross_amount - posted_amount - refunded_amount, 0)
            end as decimal(18, 2)
        ) as unposted_amount,
        _file_id,
        _line
    from joined
)

select * from final
