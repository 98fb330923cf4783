with
latest as (
    {{
        latest_delivery('claim_acknowledgment', [
            'transaction_digest',
            'claim_position',
            'service_position',
            'status_position',
        ])
    }}
),

submitters as (
    select
        claim_number,
        max(entity_id) as entity_id
    from {{ ref('stg_claim_submissions') }}
    group by claim_number
    having count(distinct entity_id) = 1
),

final as (
    select
        {{
            surrogate_key([
                'latest.transaction_digest',
                'latest.claim_position',
                'latest.service_position',
                'latest.status_position',
            ])
        }} as claim_acknowledgment_id,
        coalesce(submitters.entity_id, 'unassigned') as entity_id,
        latest.transaction_digest,
        latest.claim_position,
        latest.service_position,
        latest.status_position,
        latest.level,
        latest.claim_number,
        latest.sender_name,
        latest.status_category,
        latest.status_code,
        latest.entity_code,
        latest.status_date,
        latest.action_code,
        latest.charge_amount,
        latest.payer_claim_number,
        latest.batch_reference,
        latest.line_control_number,
        latest.service_start_date,
        latest._file_id,
        latest._line
    from latest
    left join submitters
        on latest.claim_number = submitters.claim_number
)

select * from final
