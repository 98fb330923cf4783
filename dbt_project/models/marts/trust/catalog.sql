with
entries as (
    {{ catalog_rows() }}
),

targets as (
    select * from {{ ref('kpi_targets') }}
),

not_measured as (
    select * from {{ ref('kpis_not_measured') }}
),

described as (
    select * from entries
    where kind is not null
    union all
    select
        'kpi' as kind,
        'kpi_values' as parent,
        kpi_id as name,  -- noqa: RF04
        title,
        formula as description,
        cast(null as {{ type_text() }}) as grain,
        cast(null as {{ type_text() }}) as key_columns,
        cast(null as {{ type_text() }}) as question,
        cast(null as {{ type_text() }}) as data_type,
        unit,
        formula,
        axis,
        direction,
        needs,
        definition_version,
        true as rolls_up
    from not_measured
),

final as (
    select
        described.kind,
        described.parent,
        described.name,
        described.title,
        described.description,
        described.grain,
        described.key_columns,
        described.question,
        described.data_type,
        described.unit,
        described.formula,
        described.axis,
        described.direction,
        targets.target,
        targets.source_label as target_source,
        described.rolls_up,
        described.needs,
        described.definition_version
    from described
    left join targets
        on
            described.kind = 'kpi'
            and described.name = targets.kpi_id
)

select * from final
