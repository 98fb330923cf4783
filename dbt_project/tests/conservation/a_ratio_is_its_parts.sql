-- A value that is a ratio is its numerator over its denominator, and a rate of counted things lies between 0 and 1. A
-- median is no ratio (rolls_up is false in catalog).
-- depends_on: {{ ref('checks') }}
{{ config(meta={"dagster": {"ref": {"name": "kpi_values"}}}) }}

with
ratios as (
    select
        figures.kpi_id,
        figures.period,
        figures.entity_id,
        figures.grain,
        figures.grain_value,
        figures.value,
        {{ ratio('figures.numerator', 'figures.denominator') }} as parts_ratio
    from {{ ref('kpi_values') }} as figures
    inner join {{ ref('catalog') }} as definitions
        on
            figures.kpi_id = definitions.name
            and definitions.kind = 'kpi'
            and definitions.rolls_up
    where figures.unit in ('ratio', 'days') and figures.is_measurable
)

select
    kpi_id,
    period,
    entity_id,
    grain,
    grain_value
from ratios
where
    abs(value - parts_ratio) > 0.005 * abs(parts_ratio) + 0.000001
    or (
        kpi_id in (
            'K05', 'K20c', 'K20d', 'K23', 'K24', 'K30', 'K32', 'K33', 'K46', 'K50a', 'K50b', 'K50c', 'K50d', 'K52',
            'K52_late', 'K54_aged'
        )
        and (value < 0 or value > 1)
    )
