-- A layout may say that each of its exports holds everything. Then a later export of the same layout and practice takes
-- the place of an earlier one, as far as it reaches: one that begins later or ends earlier than the other is an extract
-- and takes the place of nothing. Days are those of charges, payments and movements; the name breaks ties of time.
with
rows_with_days as (
    select
        _file_id,
        practice_id,
        posting_date
    from {{ source('raw', 'pm_charge') }}
    union all
    select
        _file_id,
        practice_id,
        posting_date
    from {{ source('raw', 'pm_payment') }}
    union all
    select
        _file_id,
        practice_id,
        posting_date
    from {{ source('raw', 'pm_transaction') }}
),

reaches as (
    select
        _file_id,
        practice_id,
        min(posting_date) as first_date,
        max(posting_date) as last_date
    from rows_with_days
    group by _file_id, practice_id
),

deliveries as (
    select
        files.file_id,
        files.file_name,
        files.recognised_as,
        reaches.practice_id,
        reaches.first_date,
        reaches.last_date,
        coalesce(files.delivered_at, timestamp '0001-01-01 00:00:00') as delivered_at
    from {{ source('raw', 'files') }} as files
    inner join reaches
        on files.file_id = reaches._file_id
    where
        files.delivers_everything
        and files.outcome <> 'duplicate'
),

final as (
    select
        {{ surrogate_key(['earlier.file_id', 'earlier.practice_id', 'later.file_id']) }} as replaced_delivery_id,
        earlier.file_id,
        earlier.practice_id,
        later.file_id as replaced_by_file_id,
        earlier.last_date
    from deliveries as earlier
    inner join deliveries as later
        on
            earlier.recognised_as = later.recognised_as
            and earlier.practice_id = later.practice_id
            and earlier.file_id <> later.file_id
            and earlier.first_date >= later.first_date
            and earlier.last_date <= later.last_date
            and (
                earlier.delivered_at < later.delivered_at
                or (earlier.delivered_at = later.delivered_at and earlier.file_name < later.file_name)
            )
)

select * from final
