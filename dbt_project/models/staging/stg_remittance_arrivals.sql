-- The day each remittance first arrived, and where: one sent again later did not arrive later.
with
deliveries as (
    select
        payments.transaction_digest as remittance_id,
        coalesce(
            payments.interchange_date,
            cast(files.delivered_at as date),
            payments.production_date,
            payments.payment_date
        ) as arrived_date,
        payments._file_id,
        payments._line
    from {{ source('raw', 'remittance_payment') }} as payments
    left join {{ source('raw', 'files') }} as files
        on
            payments._file_id = files.file_id
            and files.outcome <> 'duplicate'
),

final as (
    select
        remittance_id,
        arrived_date,
        _file_id,
        _line
    from deliveries
    qualify
        row_number() over (
            partition by remittance_id
            order by arrived_date nulls last, _file_id, _line
        ) = 1
)

select * from final
