with
entries as (
    {{ catalog_rows() }}
),

final as (
    select
        kind,
        parent,
        name,
        title,
        description,
        grain,
        key_columns,
        question,
        data_type,
        unit,
        formula,
        axis,
        direction,
        needs,
        definition_version
    from entries
    where kind is not null
)

select * from final
