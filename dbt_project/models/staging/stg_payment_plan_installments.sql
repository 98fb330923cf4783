with
latest as (
    {{
        latest_delivery('payment_plan_installment', [
            'plan_number',
            'installment_number',
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
                'latest.plan_number',
                'latest.installment_number',
            ])
        }} as payment_plan_installment_id,
        coalesce(payments.entity_id, claims.entity_id, only_entity.entity_id, 'unassigned') as entity_id,
        latest.plan_number,
        latest.installment_number,
        latest.patient_number,
        latest.claim_number,
        latest.plan_amount,
        latest.start_date,
        latest.due_date,
        latest.amount,
        latest.status,
        latest.paid_date,
        latest.payment_number,
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
