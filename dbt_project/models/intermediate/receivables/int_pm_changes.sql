-- What a PM system's newer export says otherwise of days the export before it had covered: rows that are gone, that
-- have another amount, that are new.
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
        pairs.later_file_id
    from delivered
    inner join pairs
        on
            delivered._file_id = pairs.earlier_file_id
            and delivered.practice_id = pairs.practice_id
),

later as (
    select
        delivered.*,
        pairs.earlier_file_id,
        pairs.last_date
    from delivered
    inner join pairs
        on
            delivered._file_id = pairs.later_file_id
            and delivered.practice_id = pairs.practice_id
),

gone as (
    select * from {{ ref('int_pm_deleted_rows') }}
),

found as (
    select
        'deleted' as change_kind,
        gone.record,
        gone.practice_id,
        gone.row_key,
        gone.charge_number,
        gone.claim_number,
        gone.payment_number,
        gone.posting_date,
        gone.amount as before_amount,
        cast(0 as decimal(18, 2)) as after_amount,
        -gone.balance_amount as balance_change_amount,
        gone._file_id as earlier_file_id,
        gone.later_file_id,
        gone._file_id,
        gone._line
    from gone
    union all
    select
        case when earlier.row_key is null then 'back-dated' else 'changed' end as change_kind,
        later.record,
        later.practice_id,
        later.row_key,
        later.charge_number,
        later.claim_number,
        later.payment_number,
        later.posting_date,
        coalesce(earlier.amount, 0) as before_amount,
        later.amount as after_amount,
        later.balance_amount - coalesce(earlier.balance_amount, 0) as balance_change_amount,
        later.earlier_file_id,
        later._file_id as later_file_id,
        later._file_id,
        later._line
    from later
    left join earlier
        on
            later.earlier_file_id = earlier._file_id
            and later._file_id = earlier.later_file_id
            and later.practice_id = earlier.practice_id
            and later.record = earlier.record
            and later.row_key = earlier.row_key
    where
        later.posting_date < later.last_date
        and later.amount <> coalesce(earlier.amount, 0)
),

final as (
    select
        found.*,
        pairs.earlier_file_name,
        pairs.later_file_name,
        pairs.earlier_date,
        pairs.later_date
    from found
    inner join pairs
        on
            found.earlier_file_id = pairs.earlier_file_id
            and found.later_file_id = pairs.later_file_id
            and found.practice_id = pairs.practice_id
)

select * from final
