with
latest as (
    {{
        latest_delivery('pm_claim', [
            'practice_id',
            'claim_number',
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
                'latest.claim_number',
            ])
        }} as pm_claim_id,
        coalesce(owners.entity_id, 'unassigned') as entity_id,
        latest.practice_id,
        latest.claim_number,
        latest.patient_number,
        latest.service_date,
        latest.payer_name,
        latest.secondary_payer_name,
        latest.first_bill_date,
        latest.secondary_bill_date,
        latest.patient_bill_date,
        latest.charge_amount,
        latest.primary_balance,
        latest.secondary_balance,
        latest.patient_balance,
        latest.total_balance,
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
