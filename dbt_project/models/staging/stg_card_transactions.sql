with
latest as (
    {{ latest_delivery('card_transaction', ['processor', 'transaction_number']) }}
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
        {{ surrogate_key(['latest.processor', 'latest.transaction_number']) }} as card_transaction_id,
        coalesce(owners.entity_id, only_entity.entity_id, 'unassigned') as entity_id,
        latest.processor,
        latest.merchant_id,
        latest.transaction_number,
        latest.category,
        latest.payout_number,
        latest.created_date,
        latest.available_date,
        latest.gross_amount,
        latest.fee_amount,
        latest.net_amount,
        latest.currency,
        latest.method,
        latest.payment_reference,
        latest.source_number,
        latest.charge_number,
        latest._file_id,
        latest._line
    from latest
    left join owners
        on latest.merchant_id = owners.merchant_id
    left join only_entity
        on latest.merchant_id is null
)

select * from final
