with
latest as (
    {{
        latest_delivery('pm_payment', [
            'practice_id',
            'payment_number',
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
                'latest.payment_number',
            ])
        }} as pm_payment_id,
        coalesce(owners.entity_id, 'unassigned') as entity_id,
        latest.practice_id,
        latest.payment_number,
        latest.posting_date,
        latest.entered_date,
        latest.payer_type,
        latest.payer_name,
        latest.method,
        latest.reference_number,
        latest.batch_number,
        latest.amount,
        latest.applied_amount,
        latest.unapplied_amount,
        latest.refunded_amount,
        latest.void_date,
        latest.is_voided,
        latest._file_id,
        latest._line
    from latest
    left join owners
        on latest.practice_id = owners.practice_id
)

select * from final
