with
latest as (
    {{
        latest_delivery('remittance_claim', [
            'transaction_digest',
            'claim_position',
        ])
    }}
),

remittances as (
    select
        transaction_digest,
        entity_id
    from {{ ref('stg_remittance_payments') }}
),

final as (
    select
        {{
            surrogate_key([
                'latest.transaction_digest',
                'latest.claim_position',
            ])
        }} as remittance_claim_id,
        latest.transaction_digest as remittance_id,
        coalesce(remittances.entity_id, 'unassigned') as entity_id,
        latest.transaction_digest,
        latest.claim_position,
        latest.claim_number,
        latest.claim_status,
        latest.charge_amount,
        latest.paid_amount,
        latest.patient_amount,
        latest.filing_code,
        latest.payer_claim_number,
        latest.facility_code,
        latest.frequency_code,
        latest.drg_code,
        latest.patient_last_name,
        latest.patient_first_name,
        latest.member_number,
        latest.corrected_last_name,
        latest.corrected_first_name,
        latest.corrected_member_number,
        latest.insured_group_number,
        latest.rendering_npi,
        latest.corrected_payer_name,
        latest.corrected_payer_id,
        latest.crossover_payer_name,
        latest.crossover_payer_id,
        latest.original_reference,
        latest.authorization_number,
        latest.medical_record_number,
        latest.service_start_date,
        latest.service_end_date,
        latest.received_date,
        latest.coverage_end_date,
        latest.coverage_amount,
        latest.interest_amount,
        latest.remark_codes,
        latest._file_id,
        latest._line
    from latest
    left join remittances
        on latest.transaction_digest = remittances.transaction_digest
)

select * from final
