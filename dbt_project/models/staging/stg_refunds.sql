with
latest as (
    {{
        latest_delivery('refund', [
            'refund_number',
        ])
    }}
),

claims as (
    select
        claim_number,
        min(entity_id) as entity_id
    from {{ ref('stg_pm_charges') }}
    where entity_id <> 'unassigned'
    group by claim_number
    having count(distinct entity_id) = 1
),

payments as (
    select
        payment_number,
        min(entity_id) as entity_id
    from {{ ref('stg_pm_payments') }}
    where entity_id <> 'unassigned'
    group by payment_number
    having count(distinct entity_id) = 1
),

only_entity as (
    select min(entity_id) as entity_id
    from {{ ref('entities') }}
    having count(*) = 1
),

final as (
    select
        {{
            surrogate_key([
                'latest.refund_number',
            ])
        }} as refund_id,
        coalesce(payments.entity_id, claims.entity_id, only_entity.entity_id, 'unassigned') as entity_id,
        latest.refund_number,
        latest.payee_type,
        latest.payee_name,
        latest.claim_number,
        latest.payment_number,
        latest.method,
        latest.reference_number,
        latest.amount,
        latest.requested_by,
        latest.approved_by,
        latest.approved_date,
        latest.issued_date,
        latest.cleared_date,
        latest.voided_date,
        latest.status,
        latest.refund_reason,
        latest._file_id,
        latest._line
    from latest
    left join payments
        on latest.payment_number = payments.payment_number
    left join claims
        on latest.claim_number = claims.claim_number
    left join only_entity on true
)

select * from final
