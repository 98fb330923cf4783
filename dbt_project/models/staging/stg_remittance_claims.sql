with
latest as (
    {{ latest_delivery('remittance_claim', ['transaction_digest', 'claim_position']) }}
),

remittances as (
    select
        transaction_digest,
        entity_id
    from {{ ref('stg_remittance_payments') }}
),

final as (
    select
        {{ surrogate_key(['latest.transaction_digest', 'latest.claim_position']) }} as remittance_claim_id,
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
        latest.frequency_code,
        latest.patient_last_name,
        latest.patient_first_name,
        latest.member_number,
        latest.rendering_npi,
        latest.service_start_date,
        latest.service_end_date,
        latest.received_date,
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
