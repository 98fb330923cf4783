with
latest as (
    {{
        latest_delivery('remittance_supplement', [
            'transaction_digest',
            'claim_position',
            'service_position',
            'supplement_position',
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
                'latest.supplement_position',
            ])
        }} as remittance_supplement_id,
        latest.transaction_digest as remittance_id,
        coalesce(remittances.entity_id, 'unassigned') as entity_id,
        latest.transaction_digest,
        latest.claim_position,
        latest.service_position,
        latest.supplement_position,
        latest.element,
        latest.amount,
        latest.quantity,
        latest.reference,
        latest._file_id,
        latest._line
    from latest
    left join remittances
        on latest.transaction_digest = remittances.transaction_digest
)

select * from final
