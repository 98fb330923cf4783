-- A KPI that cannot be measured says so with a reason; none is silently missing, and none is missing a definition.
-- depends_on: {{ ref('checks') }}
{{ config(meta={"dagster": {"ref": {"name": "kpi_values"}}}) }}

with
newest as (
    select
        figures.kpi_id,
        figures.entity_id
    from {{ ref('kpi_values') }} as figures
    inner join {{ ref('stg_run') }} as run on figures.period = {{ month_of('run.as_of') }}
    where figures.grain = 'practice'
),

silent as (
    select definitions.name as offender
    from {{ ref('catalog') }} as definitions
    cross join {{ ref('entities') }} as entities
    left join newest
        on
            definitions.name = newest.kpi_id
            and entities.entity_id = newest.entity_id
    where definitions.kind = 'kpi' and newest.kpi_id is null
),

unexplained as (
    select kpi_id as offender
    from {{ ref('kpi_values') }}
    where (not is_measurable and not_measurable_reason is null) or definition_version is null
)

select offender from silent
union all
select offender from unexplained
