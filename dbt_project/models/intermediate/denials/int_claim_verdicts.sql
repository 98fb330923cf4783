with
lines as (
    select
        *,
        is_denied and not is_duplicate as is_true_denial,
        bears_charge and not is_capitated and not is_duplicate as is_judged
    from {{ ref('int_line_verdicts') }}
),

-- Line 0 is the claim: its denial counts for the whole claim, whether or not the payer also sent lines.
sums as (
    select
        transaction_digest,
        claim_position,
        max(case when service_position = 0 then charge_amount end) as claim_charge_amount,
        max(case when service_position = 0 and is_true_denial then 1 else 0 end) = 1 as is_denied_at_claim,
        max(case when service_position = 0 and is_capitated then 1 else 0 end) = 1 as is_capitated_at_claim,
        max(case when service_position = 0 and is_duplicate then 1 else 0 end) = 1 as is_duplicate_at_claim,
        sum(case when is_judged then 1 else 0 end) as judged_line_count,
        sum(case when bears_charge and is_capitated then 1 else 0 end) as capitated_line_count,
        sum(case when bears_charge and is_duplicate then 1 else 0 end) as duplicate_line_count,
        sum(case when is_judged and is_denied then 1 else 0 end) as denied_line_count,
        sum(case when is_judged and is_denied then charge_amount else 0 end) as denied_line_amount,
        sum(case when bears_charge and not is_judged then charge_amount else 0 end) as unjudged_line_amount,
        sum(contractual_amount) as contractual_amount,
        sum(patient_amount) as patient_amount
    from lines
    group by transaction_digest, claim_position
),

final as (
    select
        transaction_digest,
        claim_position,
        is_capitated_at_claim
        or (capitated_line_count > 0 and duplicate_line_count = 0 and judged_line_count = 0) as is_capitated,
        is_duplicate_at_claim or (duplicate_line_count > 0 and judged_line_count = 0) as is_duplicate_denial_only,
        is_denied_at_claim or (denied_line_count > 0 and denied_line_count = judged_line_count) as is_denied_full,
        not is_denied_at_claim
        and denied_line_count > 0
        and denied_line_count < judged_line_count as is_denied_partial,
        cast(
            case when is_denied_at_claim then claim_charge_amount else denied_line_amount end as decimal(18, 2)
        ) as denied_charge_amount,
        cast(claim_charge_amount - unjudged_line_amount as decimal(18, 2)) as adjudicated_charge_amount,
        cast(contractual_amount as decimal(18, 2)) as contractual_amount,
        cast(patient_amount as decimal(18, 2)) as patient_amount
    from sums
)

select * from final
