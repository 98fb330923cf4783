-- Claim equations of the 835: charge less all adjustments is what the claim pays; where lines are given the claim is
-- the sum of its lines less adjustments made at the claim itself; what the patient owes is its adjustments of group PR.
with
claims as (
    select
        remittance_claim_id,
        remittance_id,
        claim_position,
        claim_number,
        claim_status,
        drg_code,
        charge_amount,
        paid_amount,
        patient_amount
    from {{ ref('stg_remittance_claims') }}
),

adjustments as (
    select
        remittance_id,
        claim_position,
        sum(amount) as adjustment_amount,
        sum(case when service_position = 0 then amount else 0 end) as claim_level_amount,
        sum(case when group_code = 'PR' then amount else 0 end) as patient_share_amount
    from {{ ref('stg_remittance_adjustments') }}
    group by remittance_id, claim_position
),

lines as (
    select
        remittance_id,
        claim_position,
        count(*) as line_count,
        sum(charge_amount) as line_charge_amount,
        sum(paid_amount) as line_paid_amount,
        -- only hospitals bill by revenue code
        max(case when procedure_qualifier = 'NU' or revenue_code is not null then 1 else 0 end) as has_revenue_code
    from {{ ref('stg_remittance_services') }}
    group by remittance_id, claim_position
),

final as (
    select
        claims.remittance_claim_id,
        claims.remittance_id,
        claims.claim_position,
        claims.claim_number,
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
        end as line_charge_difference,
        claims.patient_amount,
        coalesce(adjustments.patient_share_amount, 0) as patient_share_amount,
        -- a reversal need not repeat what the patient owed
        case
            when claims.claim_status = '22' or claims.patient_amount is null then 0
            else coalesce(adjustments.patient_share_amount, 0) - claims.patient_amount
        end as patient_difference,
        claims.drg_code is not null or coalesce(lines.has_revenue_code, 0) = 1 as is_institutional
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
