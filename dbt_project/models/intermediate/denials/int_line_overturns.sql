with
lines as (
    select * from {{ ref('int_line_verdicts') }}
),

adjudications as (
    select * from {{ ref('adjudications') }}
),

placed as (
    select
        lines.transaction_digest,
        lines.claim_position,
        lines.service_position,
        adjudications.claim_family_id,
        adjudications.payer_sequence,
        adjudications.sequence_number,
        coalesce(lines.line_key, 'claim') as line_key,
        lines.paid_amount,
        case when lines.is_denied then 0 else lines.patient_amount end as patient_amount
    from lines
    inner join adjudications
        on
            lines.transaction_digest = adjudications.remittance_id
            and lines.claim_position = adjudications.claim_position
),

-- What the same payer paid on the same line later, or left to the patient without denying it, takebacks deducted: more
-- than nothing overturns a denial.
final as (
    select
        transaction_digest,
        claim_position,
        service_position,
        coalesce(sum(paid_amount) over later_decisions, 0) as later_paid_amount,
        coalesce(sum(patient_amount) over later_decisions, 0) as later_patient_amount
    from placed
    window later_decisions as (
        partition by claim_family_id, payer_sequence, line_key
        order by sequence_number desc
        range between unbounded preceding and 1 preceding
    )
)

select * from final
