-- Every payout of a card processor: do its movements add up to it, has it reached the bank, and does the PM system show
-- the same charges.
with
payouts as (
    select * from {{ ref('stg_card_payouts') }}
),

settlements as (
    select * from {{ ref('int_payout_settlements') }}
),

funding as (
    select * from {{ ref('int_payout_funding') }}
),

settled as (
    select
        payouts.card_payout_id,
        payouts.entity_id,
        payouts.processor,
        payouts.payout_number,
        payouts.payout_date,
        coalesce(settlements.charge_amount, 0) as charge_amount,
        coalesce(settlements.refund_amount, 0) as refund_amount,
        coalesce(settlements.dispute_amount, 0) as dispute_amount,
        coalesce(settlements.fee_amount, 0) as fee_amount,
        coalesce(settlements.other_amount, 0) as other_amount,
        coalesce(settlements.net_amount, 0) as net_amount,
        payouts.amount as payout_amount,
        funding.deposit_id,
        funding.deposit_date,
        coalesce(settlements.pm_posted_amount, 0) as pm_posted_amount,
        coalesce(settlements.transaction_count, 0) as transaction_count,
        funding.funding_state,
        payouts._file_id,
        payouts._line
    from payouts
    inner join funding
        on payouts.card_payout_id = funding.card_payout_id
    left join settlements
        on
            payouts.processor = settlements.processor
            and payouts.payout_number = settlements.payout_number
),

final as (
    select
        card_payout_id,
        entity_id,
        processor,
        payout_number,
        payout_date,
        cast(charge_amount as decimal(18, 2)) as charge_amount,
        cast(refund_amount as decimal(18, 2)) as refund_amount,
        cast(dispute_amount as decimal(18, 2)) as dispute_amount,
        cast(fee_amount as decimal(18, 2)) as fee_amount,
        cast(other_amount as decimal(18, 2)) as other_amount,
        cast(net_amount as decimal(18, 2)) as net_amount,
        payout_amount,
        cast(net_amount - payout_amount as decimal(18, 2)) as equation_difference,
        deposit_id,
        deposit_date,
        cast(pm_posted_amount as decimal(18, 2)) as pm_posted_amount,
        cast(charge_amount + refund_amount - pm_posted_amount as decimal(18, 2)) as pm_difference,
        cast(transaction_count as integer) as transaction_count,
        funding_state,
        _file_id,
        _line
    from settled
)

select * from final
