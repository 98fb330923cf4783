with
latest as (
    {{
        latest_delivery('remittance_service', [
            'transaction_digest',
            'claim_position',
            'service_position',
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
                'latest.service_position',
            ])
        }} as remittance_service_id,
        latest.transaction_digest as remittance_id,
        coalesce(remittances.entity_id, 'unassigned') as entity_id,
        latest.transaction_digest,
        latest.claim_position,
        latest.service_position,
        latest.procedure_qualifier,
        latest.procedure_code,
        latest.modifiers,
        latest.charge_amount,
        latest.paid_amount,
        latest.revenue_code,
        latest.paid_units,
        latest.submitted_procedure_code,
        latest.submitted_modifiers,
        latest.submitted_units,
        latest.line_control_number,
        latest.service_date,
        latest.service_end_date,
        latest.rendering_npi,
        latest.allowed_amount,
        latest.remark_codes,
        latest._file_id,
        latest._line
    from latest
    left join remittances
        on latest.transaction_digest = remittances.transaction_digest
)

select * from final
