-- Remittances that came again with the same content in another envelope: sent again by the payer, or keyed from paper
-- by the lockbox beside the payer's own. Staging keeps one of them, so posting and matching see the payment once; files
-- that are the same to the byte are no second delivery.
with
deliveries as (
    select
        delivered.transaction_digest as remittance_id,
        delivered._file_id,
        delivered._line,
        coalesce(delivered.interchange_date, delivered.production_date, delivered.payment_date) as delivered_date,
        row_number() over (
            partition by delivered.transaction_digest
            order by files.delivered_at nulls last, files.file_name nulls last, delivered._line
        ) as delivery_number
    from {{ source('raw', 'remittance_payment') }} as delivered
    inner join {{ source('raw', 'files') }} as files
        on
            delivered._file_id = files.file_id
            and files.outcome <> 'duplicate'
),

remittances as (
    select remittance_id
    from {{ ref('stg_remittance_payments') }}
),

final as (
    select
        deliveries.remittance_id,
        deliveries.delivered_date as repeated_date,
        deliveries._file_id,
        deliveries._line
    from deliveries
    inner join remittances
        on deliveries.remittance_id = remittances.remittance_id
    where deliveries.delivery_number = 2
)

select * from final
