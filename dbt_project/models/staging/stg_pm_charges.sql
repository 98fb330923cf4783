with
latest as (
    {{
        latest_delivery('pm_charge', [
            'practice_id',
            'charge_number',
        ])
    }}
),

owners as (
    select
        practice_id,
        entity_id
    from {{ ref('practices') }}
),

final as (
    select
        {{
            surrogate_key([
                'latest.practice_id',
                'latest.charge_number',
            ])
        }} as pm_charge_id,
        coalesce(owners.entity_id, 'unassigned') as entity_id,
        latest.practice_id,
        latest.charge_number,
        latest.claim_number,
        latest.patient_number,
        latest.patient_name,
        latest.service_date,
        latest.posting_date,
        latest.is_posting_day_stated,
        latest.entered_date,
        latest.procedure_code,
        latest.modifiers,
        latest.units,
        latest.amount,
        latest.payer_name,
        latest.secondary_payer_name,
        latest.first_bill_date,
        latest.secondary_bill_date,
        latest.adjudication_date,
        latest.secondary_adjudication_date,
        latest.patient_bill_date,
        latest.insurance_balance,
        latest.patient_balance,
        latest.total_balance,
        latest.provider_id,
        latest.provider_name,
        latest.location_id,
        latest.location_name,
        latest.status,
        latest.void_date,
        latest.is_voided,
        latest._file_id,
        latest._line
    from latest
    left join owners
        on latest.practice_id = owners.practice_id
)

select * from final
