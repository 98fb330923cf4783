with
final as (
    select
        file_id,
        line,
        scope,
        name,
        kind,
        stated,
        found,
        severity
    from {{ source('raw', 'control_totals') }}
)

select * from final
