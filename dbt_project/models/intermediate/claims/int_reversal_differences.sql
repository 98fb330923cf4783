-- Reversals that do not take back what was decided: paid amounts and every adjustment reason of each line must cancel
-- out. One without its original here cannot be judged.
with
pairs as (
    select * from {{ ref('int_reversal_pairs') }}
),

amounts as (
    select
        decided.transaction_digest as remittance_id,
        decided.claim_position,
        coalesce(decided.line_key, '') as line_key,
        'paid' as reason,
        decided.paid_amount as amount
    from {{ ref('int_adjudicated_lines') }} as decided
    union all
    select
        adjustments.transaction_digest as remittance_id,
        adjustments.claim_position,
        coalesce(decided.line_key, '') as line_key,
        concat_ws(' ', adjustments.group_code, adjustments.reason_code) as reason,
        adjustments.amount
    from {{ ref('stg_remittance_adjustments') }} as adjustments
    inner join {{ ref('int_adjudicated_lines') }} as decided
        on
            adjustments.transaction_digest = decided.transaction_digest
            and adjustments.claim_position = decided.claim_position
            and coalesce(adjustments.service_position, 0) = decided.service_position
),

both_sides as (
    select
        remittance_id,
        claim_position,
        remittance_id as side_remittance_id,
        claim_position as side_claim_position
    from pairs
    union all
    select
        remittance_id,
        claim_position,
        original_remittance_id as side_remittance_id,
        original_claim_position as side_claim_position
    from pairs
),

sums as (
    select
        both_sides.remittance_id,
        both_sides.claim_position,
        sum(amounts.amount) as left_amount
    from both_sides
    inner join amounts
        on
            both_sides.side_remittance_id = amounts.remittance_id
            and both_sides.side_claim_position = amounts.claim_position
    group by both_sides.remittance_id, both_sides.claim_position, amounts.line_key, amounts.reason
),

final as (
    select
        pairs.remittance_id,
        pairs.claim_position,
        pairs.claim_number,
        cast(max(abs(sums.left_amount)) as decimal(18, 2)) as difference_amount
    from sums
    inner join pairs
        on
            sums.remittance_id = pairs.remittance_id
            and sums.claim_position = pairs.claim_position
    where sums.left_amount <> 0
    group by pairs.remittance_id, pairs.claim_position, pairs.claim_number
)

select * from final
