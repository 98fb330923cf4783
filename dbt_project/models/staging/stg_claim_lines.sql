with
latest as (
    {{
        latest_delivery('claim_line', [
            'transaction_digest',
            'claim_position',
            'line_position',
        ])
    }}
),

submissions as (
    select
        transaction_digest,
        claim_position,
        entity_id
    from {{ ref('stg_claim_submissions') }}
),

final as (
    select
        {{
            surrogate_key([
                'latest.transaction_digest',
                'latest.claim_position',
                'latest.line_position',
            ])
        }} as claim_line_id,
        coalesce(submissions.entity_id, 'unassigned') as entity_id,
        latest.transaction_digest,
        latest.claim_position,
        latest.line_position,
        latest.line_number,
        latest.line_control_number,
        latest.revenue_code,
        latest.procedure_qualifier,
        latest.procedure_code,
        latest.modifiers,
        latest.charge_amount,
        latest.unit_code,
        latest.units,
        latest.place_of_service,
        latest.diagnosis_pointers,
        latest.service_date,
        latest.service_end_date,
        latest.drug_code,
        latest.drug_units,
        latest.prior_paid_amount,
        latest.prior_adjustment_amount,
        latest._file_id,
        latest._line
    from latest
    left join submissions
        on
            latest.transaction_digest = submissions.transaction_digest
            and latest.claim_position = submissions.claim_position
)

select * from final
