with
latest as (
    {{
        latest_delivery('portal_payment', [
            'gateway',
            'transaction_number',
        ])
    }}
),

owners as (
    select
        merchant_id,
        entity_id
    from {{ ref('merchants') }}
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
                'latest.gateway',
                'latest.transaction_number',
            ])
        }} as portal_payment_id,
        coalesce(owners.entity_id, only_entity.entity_id, 'unassigned') as entity_id,
        latest.gateway,
        latest.merchant_id,
        latest.transaction_number,
        latest.batch_number,
        latest.method,
        latest.status,
        latest.submitted_date,
        latest.settled_date,
        latest.returned_date,
        latest.return_code,
        latest.amount,
        latest.fee_amount,
        latest.patient_number,
        latest.payment_reference,
        latest._file_id,
        latest._line
    from latest
    left join owners
        on latest.merchant_id = owners.merchant_id
    left join only_entity
        on latest.merchant_id is null
)

select * from final
