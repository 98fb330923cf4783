-- The lines of the payer's latest decision on each claim of the worklist, as arithmetic: charge less adjustments is
-- what was paid.
with
work as (
    select * from {{ ref('worklist') }}
),

adjudications as (
    select *
    from {{ ref('adjudications') }}
    where not is_reversal and not is_predetermination and not is_repeat
),

latest as (
    select
        work.worklist_id,
        work.entity_id,
        work.claim_number,
        adjudications.adjudication_id,
        adjudications.remittance_id,
        adjudications.claim_position,
        adjudications.payer_name,
        adjudications.adjudication_date,
        max(adjudications.sequence_number) over (partition by work.worklist_id, adjudications.payer_name)
        - adjudications.sequence_number as decisions_since
    from work
    inner join adjudications
        on
            work.entity_id = adjudications.entity_id
            and work.claim_number = adjudications.claim_number
            and work.adjudication_date = adjudications.adjudication_date
),

adjustments as (
    select
        transaction_digest,
        claim_position,
        coalesce(service_position, 0) as service_position,
        sum(case when is_contractual then amount else 0 end) as contractual_amount,
        sum(case when is_denial then amount else 0 end) as denied_amount,
        sum(case when is_patient_share and not is_denial then amount else 0 end) as patient_amount,
        sum(amount) as adjusted_amount
    from {{ ref('int_line_adjustments') }}
    group by transaction_digest, claim_position, coalesce(service_position, 0)
),

shares as (
    select * from {{ ref('int_allowed_shares') }}
),

final as (
    select
        {{ surrogate_key(['latest.adjudication_id', 'verdicts.service_position']) }} as worklist_line_id,
        latest.worklist_id,
        latest.entity_id,
        latest.claim_number,
        cast(verdicts.service_position as integer) as service_position,
        verdicts.procedure_code,
        latest.payer_name,
        latest.adjudication_date,
        verdicts.charge_amount,
        cast(coalesce(adjustments.contractual_amount, 0) as decimal(18, 2)) as contractual_amount,
        cast(coalesce(adjustments.denied_amount, 0) as decimal(18, 2)) as denied_amount,
        cast(coalesce(adjustments.patient_amount, 0) as decimal(18, 2)) as patient_amount,
        cast(
            coalesce(
                adjustments.adjusted_amount - adjustments.contractual_amount - adjustments.denied_amount
                - adjustments.patient_amount, 0
            ) as decimal(18, 2)
        ) as other_amount,
        verdicts.paid_amount,
        cast(
            verdicts.charge_amount - coalesce(adjustments.adjusted_amount, 0) - verdicts.paid_amount as decimal(18, 2)
        ) as difference_amount,
        cast(
            round(verdicts.charge_amount * coalesce(by_procedure.allowed_share, by_payer.allowed_share), 2)
            as decimal(18, 2)
        ) as expected_amount,
        verdicts.is_denied,
        verdicts.remark_codes,
        verdicts._file_id,
        verdicts._line
    from latest
    inner join {{ ref('int_line_verdicts') }} as verdicts
        on
            latest.remittance_id = verdicts.transaction_digest
            and latest.claim_position = verdicts.claim_position
    left join adjustments
        on
            verdicts.transaction_digest = adjustments.transaction_digest
            and verdicts.claim_position = adjustments.claim_position
            and verdicts.service_position = adjustments.service_position
    left join shares as by_procedure
        on latest.payer_name = by_procedure.payer_name and verdicts.procedure_code = by_procedure.procedure_code
    left join shares as by_payer
        on latest.payer_name = by_payer.payer_name and by_payer.procedure_code is null
    where latest.decisions_since = 0 and (verdicts.bears_charge or adjustments.adjusted_amount <> 0)
)

select * from final
