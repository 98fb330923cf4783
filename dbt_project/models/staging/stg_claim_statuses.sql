with
latest as (
    {{
        latest_delivery('claim_status', [
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
        }} as claim_status_id,
        coalesce(submitters.entity_id, 'unassigned') as entity_id,
        latest.transaction_digest,
        latest.claim_position,
        latest.service_position,
        latest.status_position,
        latest.level,
        latest.claim_number,
        latest.payer_name,
        latest.payer_id,
        latest.status_category,
        latest.status_code,
        latest.entity_code,
        latest.status_date,
        latest.charge_amount,
        latest.paid_amount,
        latest.adjudication_date,
        latest.check_date,
        latest.check_number,
        latest.payer_claim_number,
        latest.prescription_number,
        latest.type_of_bill,
        latest.line_control_number,
        latest.procedure_code,
        latest.service_start_date,
        latest._file_id,
        latest._line
    from latest
    left join submitters
        on latest.claim_number = submitters.claim_number
)

select * from final
