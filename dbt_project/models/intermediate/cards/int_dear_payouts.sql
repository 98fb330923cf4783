-- Card payouts most of whose sales cost more than their rate: a drift of the processor's prices, not one dearer card.
-- Once a payout is dear every cent above the rate counts.
with
limits as (
    {{ settings_of('tolerances', {'drift_share': 'card_fee_drift'}) }}
),

drifts as (
    select
        fees.processor,
        fees.payout_number,
        sum(greatest(fees.excess_amount, 0)) as excess_amount
    from {{ ref('int_card_fees') }} as fees
    cross join limits
    where fees.payout_number is not null
    group by fees.processor, fees.payout_number, limits.drift_share
    having
        sum(case when fees.is_above_rate then 1 else 0 end) > 0
        and sum(case when fees.excess_amount > 0 then 1 else 0 end) >= count(*) * limits.drift_share
),

final as (
    select
        payouts.card_payout_id,
        payouts.entity_id,
        payouts.payout_number,
        payouts.payout_date,
        cast(drifts.excess_amount as decimal(18, 2)) as excess_amount,
        payouts._file_id,
        payouts._line
    from drifts
    inner join {{ ref('stg_card_payouts') }} as payouts
        on
            drifts.processor = payouts.processor
            and drifts.payout_number = payouts.payout_number
)

select * from final
