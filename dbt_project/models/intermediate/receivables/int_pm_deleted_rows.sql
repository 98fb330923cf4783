-- Rows of a PM system's export that its next export no longer holds. A row the next export holds but nobody could read
-- is not gone.
with
pairs as (
    select * from {{ ref('int_pm_delivery_pairs') }}
),

delivered as (
    select * from {{ ref('int_pm_delivered_rows') }}
),

earlier as (
    select
        delivered.*,
        coalesce(delivered.charge_number, delivered.payment_number, delivered.row_key) as number,
        pairs.later_file_id
    from delivered
    inner join pairs
        on
            delivered._file_id = pairs.earlier_file_id
            and delivered.practice_id = pairs.practice_id
),

gone as (
    select earlier.*
    from earlier
    left join delivered as later
        on
            earlier.later_file_id = later._file_id
            and earlier.practice_id = later.practice_id
            and earlier.record = later.record
            and earlier.row_key = later.row_key
    where later.row_key is null
),

refused as (
    select distinct
        gone.later_file_id,
        gone.number
    from gone
    inner join {{ source('raw', 'quarantined_rows') }} as rows_refused
        on
            gone.later_file_id = rows_refused.file_id
            and position(gone.number in rows_refused.row_text) > 0
),

final as (
    select
        gone.record,
        gone._file_id,
        gone._line,
        gone.practice_id,
        gone.row_key,
        gone.charge_number,
        gone.claim_number,
        gone.payment_number,
        gone.posting_date,
        gone.entered_date,
        gone.amount,
        gone.balance_amount,
        gone.later_file_id
    from gone
    left join refused
        on
            gone.later_file_id = refused.later_file_id
            and gone.number = refused.number
    where refused.number is null
)

select * from final
