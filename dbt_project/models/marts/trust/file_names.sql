-- Identical bytes may have landed under several names: the one that is no duplicate stands for them.
with
final as (
    select
        file_id,
        min(file_name) as file_name,
        min(unit) as unit
    from {{ ref('landed_files') }}
    where outcome <> 'duplicate'
    group by file_id
)

select * from final
