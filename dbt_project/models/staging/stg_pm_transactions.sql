with
latest as (
    {{
        latest_delivery('pm_transaction', [
            'practice_id',
            'transaction_number',
            'kind',
            'occurrence',
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
                'latest.transaction_number',
                'latest.kind',
                'latest.occurrence',
            ])
        }} as pm_transaction_id,
        coalesce(owners.entity_id, 'unassigned') as entity_id,
        latest.practice_id,
        latest.transaction_number,
        latest.kind,
        latest.occurrence,
        latest.charge_number,
        latest.claim_number,
        latest.payment_number,
        latest.reversed_number,
        latest.void_date,
        latest.is_voided,
        latest.payer_sequence,
        latest.payer_name,
        latest.patient_number,
        latest.service_date,
        latest.posting_date,
        latest.is_posting_day_stated,
        latest.deposit_date,
        latest.amount,
        latest.adjustment_kind,
        latest.adjustment_code,
        latest.method,
        latest.reference_number,
        latest.batch_number,
        latest.user_name,
        latest.procedure_code,
        latest.modifiers,
        latest.units,
        latest.provider_id,
        latest.location_id,
        latest._file_id,
        latest._line
    from latest
    left join owners
        on latest.practice_id = owners.practice_id
)

select * from final
