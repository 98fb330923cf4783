-- Each delivery of a PM system that holds everything, beside the one that took its place next, and how far the earlier
-- one reached.
with
replaced as (
    select * from {{ ref('stg_replaced_deliveries') }}
),

files as (
    select * from {{ ref('stg_files') }}
    where outcome <> 'duplicate'
),

final as (
    select
        replaced.practice_id,
        replaced.file_id as earlier_file_id,
        replaced.replaced_by_file_id as later_file_id,
        earlier.file_name as earlier_file_name,
        later.file_name as later_file_name,
        cast(earlier.delivered_at as date) as earlier_date,
        cast(later.delivered_at as date) as later_date,
        replaced.last_date
    from replaced
    inner join files as earlier on replaced.file_id = earlier.file_id
    inner join files as later on replaced.replaced_by_file_id = later.file_id
    qualify
        row_number() over (
            partition by replaced.file_id, replaced.practice_id
            order by later.delivered_at nulls first, later.file_name
        ) = 1
)

select * from final
