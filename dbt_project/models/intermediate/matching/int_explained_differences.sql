-- Credits that carry the number of a remittance or payout and are another amount, where the difference is known: the
-- bank credited the payment before its provider adjustments (or one of them), or the payout before its fees, or the
-- other way round. Two open credits or two numbers explain nothing.
with
credits as (
    {{ open_bank_lines(before='explained_difference') }}
),

evidence as (
    {{ open_evidence(before='explained_difference') }}
),

key_pairs as (
    select distinct
        deposit_id,
        evidence_id,
        key_name,
        key_value
    from {{ ref('int_deposit_key_pairs') }}
    where
        is_strong_key
        and evidence_kind in ('remittance', 'card_payout')
        and deposit_amount <> evidence_amount
),

pairs as (
    select
        credits.deposit_id,
        evidence.evidence_id,
        key_pairs.key_name,
        key_pairs.key_value,
        credits.amount - evidence.evidence_amount as difference_amount
    from key_pairs
    inner join credits
        on key_pairs.deposit_id = credits.deposit_id
    inner join evidence
        on key_pairs.evidence_id = evidence.evidence_id
    where
        credits.direction = 'credit'
        and credits.classification is null
    qualify
        count(*) over (partition by credits.deposit_id) = 1
        and count(*) over (partition by evidence.evidence_id) = 1
),

known as (
    select
        parts.leading_remittance_id as evidence_id,
        'PLB' as code,
        adjustments.amount
    from {{ ref('stg_provider_adjustments') }} as adjustments
    inner join {{ ref('int_remittance_groups') }} as parts
        on adjustments.remittance_id = parts.remittance_id
    where not parts.is_repeated
    union all
    select
        remittance_id as evidence_id,
        'PLB' as code,
        group_provider_adjustment_amount as amount
    from {{ ref('int_remittance_groups') }}
    where is_leading
    union all
    select
        payouts.card_payout_id as evidence_id,
        'CARD-FEE' as code,
        settlements.fee_amount as amount
    from {{ ref('stg_card_payouts') }} as payouts
    inner join {{ ref('int_payout_settlements') }} as settlements
        on
            payouts.processor = settlements.processor
            and payouts.payout_number = settlements.payout_number
),

final as (
    select
        pairs.deposit_id,
        pairs.evidence_id,
        pairs.key_name,
        pairs.key_value,
        pairs.difference_amount,
        min(known.code) as code
    from pairs
    inner join known
        on
            pairs.evidence_id = known.evidence_id
            and abs(pairs.difference_amount) = abs(known.amount)
    group by
        pairs.deposit_id,
        pairs.evidence_id,
        pairs.key_name,
        pairs.key_value,
        pairs.difference_amount
)

select * from final
