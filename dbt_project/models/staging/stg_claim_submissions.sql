with
latest as (
    {{
        latest_delivery('claim_submission', [
            'transaction_digest',
            'claim_position',
        ])
    }}
),

owners as (
    select entity_id
    from {{ ref('entities') }}
),

final as (
    select
        {{
            surrogate_key([
                'latest.transaction_digest',
                'latest.claim_position',
            ])
        }} as claim_submission_id,
        coalesce(owners.entity_id, 'unassigned') as entity_id,
        latest.transaction_digest,
        latest.claim_position,
        latest.claim_type,
        latest.claim_number,
        latest.submission_date,
        latest.batch_reference,
        latest.interchange_number,
        latest.group_number,
        latest.transaction_number,
        latest.charge_amount,
        latest.line_charge_amount,
        latest.line_count,
        latest.frequency_code,
        latest.place_of_service,
        latest.type_of_bill,
        latest.original_reference,
        latest.clearinghouse_reference,
        latest.authorization_number,
        latest.diagnosis_codes,
        latest.payer_sequence,
        latest.filing_code,
        latest.payer_name,
        latest.payer_id,
        latest.member_number,
        latest.patient_last_name,
        latest.patient_first_name,
        latest.billing_npi,
        latest.billing_tax_id,
        latest.rendering_npi,
        latest.attending_npi,
        latest.service_start_date,
        latest.statement_start_date,
        latest.statement_end_date,
        latest.patient_paid_amount,
        latest.other_payer_count,
        latest.prior_paid_amount,
        latest.prior_adjustment_amount,
        latest._file_id,
        latest._line
    from latest
    left join owners
        on latest.billing_tax_id = owners.entity_id
)

select * from final
