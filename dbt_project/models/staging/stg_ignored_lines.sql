with
final as (
    select
        file_id,
        kind,
        line_count
    from {{ source('raw', 'ignored_lines') }}
)

select * from final
