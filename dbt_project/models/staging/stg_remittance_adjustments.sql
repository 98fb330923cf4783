with
latest as (
    {{
        latest_delivery('remittance_adjustment', [
            'transaction_digest',
            'claim_position',
            'service_position',
            'adjustment_position',
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
                'latest.adjustment_position',
            ])
        }} as remittance_adjustment_id,
        latest.transaction_digest as remittance_id,
        coalesce(remittances.entity_id, 'unassigned') as entity_id,
        latest.transaction_digest,
        latest.claim_position,
        latest.service_position,
        latest.adjustment_position,
        latest.group_code,
        latest.reason_code,
        latest.amount,
        latest.quantity,
        latest._file_id,
        latest._line
    from latest
    left join remittances
        on latest.transaction_digest = remittances.transaction_digest
)

select * from final
