with
final as (
    select
        as_of,
        practice_name
    from {{ source('raw', 'run') }}
)

select * from final
