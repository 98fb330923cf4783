with
lines as (
    select * from {{ ref('int_adjudicated_lines') }}
),

adjustments as (
    select * from {{ ref('int_line_adjustments') }}
),

sums as (
    select
        transaction_digest,
        claim_position,
        service_position,
        max(case when is_denial then amount end) as largest_denial_amount,
        max(case when not is_contractual and amount > 0 then amount end) as largest_reduction_amount,
        sum(case when is_denial then 1 else 0 end) as denial_count,
        sum(case when is_denial and is_duplicate then 1 else 0 end) as duplicate_count,
        sum(case when is_capitation then 1 else 0 end) as capitation_count,
        sum(case when is_contractual then amount else 0 end) as contractual_amount,
        sum(case when is_patient_share then amount else 0 end) as patient_amount
    from adjustments
    group by transaction_digest, claim_position, service_position
),

-- Denied: one denial reason takes at least 95 percent of the charge, or nothing is paid and that reason is the largest
-- reduction that is not contractual. A zero payment alone (deductible, capitation) denies nothing.
judged as (
    select
        lines.transaction_digest,
        lines.claim_position,
        lines.service_position,
        lines.line_key,
        lines.procedure_code,
        lines.remark_codes,
        lines.charge_amount,
        lines.paid_amount,
        lines.bears_charge,
        coalesce(sums.capitation_count, 0) > 0 as is_capitated,
        coalesce(sums.denial_count, 0) as denial_count,
        coalesce(sums.duplicate_count, 0) as duplicate_count,
        coalesce(
            sums.capitation_count = 0
            and (
                sums.largest_denial_amount >= 0.95 * lines.charge_amount
                or (lines.paid_amount = 0 and sums.largest_denial_amount = sums.largest_reduction_amount)
            ),
            false
        ) as is_denied,
        cast(coalesce(sums.contractual_amount, 0) as decimal(18, 2)) as contractual_amount,
        cast(coalesce(sums.patient_amount, 0) as decimal(18, 2)) as patient_amount,
        lines._file_id,
        lines._line
    from lines
    left join sums
        on
            lines.transaction_digest = sums.transaction_digest
            and lines.claim_position = sums.claim_position
            and lines.service_position = sums.service_position
),

-- A denial as duplicate says nothing about the service: the original is decided elsewhere.
final as (
    select
        *,
        is_denied and denial_count = duplicate_count as is_duplicate
    from judged
)

select * from final
