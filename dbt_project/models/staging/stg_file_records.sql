with
final as (
    select
        file_id,
        record,
        rows_read,
        rows_accepted,
        rows_refused,
        amount_column,
        cents_read,
        cents_accepted,
        cents_refused
    from {{ source('raw', 'file_records') }}
)

select * from final
