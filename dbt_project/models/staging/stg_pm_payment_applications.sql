with
latest as (
    {{
        latest_delivery('pm_payment_application', [
            'practice_id',
            'charge_number',
            'payer_sequence',
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
                'latest.payer_sequence',
            ])
        }} as pm_payment_application_id,
        coalesce(owners.entity_id, 'unassigned') as entity_id,
        latest.practice_id,
        latest.charge_number,
        latest.payer_sequence,
        latest.payment_number,
        latest.posting_date,
        latest.reference_number,
        latest.amount,
        latest._file_id,
        latest._line
    from latest
    left join owners
        on latest.practice_id = owners.practice_id
)

select * from final
