-- A value that is a ratio is its numerator over its denominator, and a rate of counted things lies between 0 and 1.
-- depends_on: {{ ref('checks') }}
{{ config(meta={"dagster": {"ref": {"name": "kpi_values"}}}) }}

with
ratios as (
    select
        kpi_id,
        period,
        entity_id,
        grain,
        grain_value,
        value,
        {{ ratio('numerator', 'denominator') }} as parts_ratio
    from {{ ref('kpi_values') }}
    where unit in ('ratio', 'days') and is_measurable
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
    or (kpi_id in ('K05', 'K20c', 'K20d', 'K30', 'K32', 'K50a', 'K50b', 'K50c', 'K50d') and (value < 0 or value > 1))
