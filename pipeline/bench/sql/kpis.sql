-- Money parts in cents. Some KPIs count things; their parts stay as they are.
select
    kpi_id,
    period,
    grain,
    grain_value,
    numerator * factor as numerator,
    denominator * factor as denominator,
    value
from (
    select
        *,
        case
            when kpi_id in ('K20c', 'K20z', 'K21', 'K30', 'K32', 'K34', 'K50a', 'K50c', 'K50d') then 1
            else 100
        end as factor
    from marts.kpi_values
    where entity_id <> 'unassigned'
)
