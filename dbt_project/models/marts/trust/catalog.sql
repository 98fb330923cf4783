with
entries as (
    {{ catalog_rows() }}
),

targets as (
    select * from {{ ref('kpi_targets') }}
),

final as (
    select
        entries.kind,
        entries.parent,
        entries.name,
        entries.title,
        entries.description,
        entries.grain,
        entries.key_columns,
        entries.question,
        entries.data_type,
        entries.unit,
        entries.formula,
        entries.axis,
        entries.direction,
        targets.target,
        targets.source_label as target_source,
        entries.rolls_up,
        entries.needs,
        entries.definition_version
    from entries
    left join targets
        on
            entries.kind = 'kpi'
            and entries.name = targets.kpi_id
    where entries.kind is not null
)

select * from final
