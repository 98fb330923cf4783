-- A target without its KPI would be shown nowhere: each row of the seed kpi_targets is found in the catalog.
{{ config(meta={"dagster": {"ref": {"name": "catalog"}}}) }}

select targets.kpi_id
from {{ ref('kpi_targets') }} as targets
left join {{ ref('catalog') }} as definitions
    on
        targets.kpi_id = definitions.name
        and definitions.kind = 'kpi'
        and targets.target = definitions.target
where definitions.name is null
