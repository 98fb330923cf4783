-- Movements inside each card payout, and what the PM system has posted of its charges and refunds.
with
movements as (
    select
        processor,
        payout_number,
        category,
        gross_amount,
        fee_amount,
        net_amount
    from {{ ref('stg_card_transactions') }}
    where payout_number is not null
),

-- A PM payment counts once in a payout, also when its charge and a refund of it both name it. A refund names the
-- payment it gives back: that was posted with its charge, mostly in an earlier payout, and is no posting of the refund.
posted_payments as (
    select distinct
        processor,
        payout_number,
        pm_payment_id,
        posting_date,
        posted_amount
    from {{ ref('int_card_postings') }}
    where
        payout_number is not null
        and (category = 'charge' or posted_amount < 0)
),

posted as (
    select
        processor,
        payout_number,
        max(posting_date) as posting_date,
        sum(posted_amount) as pm_posted_amount
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
