-- Claim equations of the 835: charge less all adjustments is what the claim pays, and where lines are given the claim
-- is the sum of its lines less adjustments made at the claim itself.
with
claims as (
    select
        remittance_claim_id,
        remittance_id,
        claim_position,
        charge_amount,
        paid_amount
    from {{ ref('stg_remittance_claims') }}
),

adjustments as (
    select
        remittance_id,
        claim_position,
        sum(amount) as adjustment_amount,
        sum(case when service_position = 0 then amount else 0 end) as claim_level_amount
    from {{ ref('stg_remittance_adjustments') }}
    group by remittance_id, claim_position
),

lines as (
    select
        remittance_id,
        claim_position,
        count(*) as line_count,
        sum(charge_amount) as line_charge_amount,
        sum(paid_amount) as line_paid_amount
    from {{ ref('stg_remittance_services') }}
    group by remittance_id, claim_position
),

final as (
    select
        claims.remittance_claim_id,
        claims.remittance_id,
        claims.claim_position,
        claims.charge_amount,
        coalesce(adjustments.adjustment_amount, 0) as adjustment_amount,
        claims.paid_amount,
        claims.charge_amount - coalesce(adjustments.adjustment_amount, 0) - claims.paid_amount as claim_difference,
        case
            when lines.line_count > 0
                then lines.line_paid_amount - coalesce(adjustments.claim_level_amount, 0) - claims.paid_amount
            else 0
        end as line_paid_difference,
        case
            when lines.line_count > 0 then lines.line_charge_amount - claims.charge_amount
            else 0
        end as line_charge_difference
    from claims
    left join adjustments
        on
            claims.remittance_id = adjustments.remittance_id
            and claims.claim_position = adjustments.claim_position
    left join lines
        on
            claims.remittance_id = lines.remittance_id
            and claims.claim_position = lines.claim_position
)

select * from final
