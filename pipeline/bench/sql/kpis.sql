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
            when
                kpi_id in (
                    'K03', 'K18', 'K20c', 'K20s', 'K20z', 'K21', 'K23', 'K24', 'K30', 'K32', 'K33', 'K34', 'K36',
                    'K36b', 'K36p90', 'K41', 'K50a', 'K50c', 'K50d', 'K52', 'K52_late', 'K58', 'K59', 'K62'
                )
                then 1
            else 100
        end as factor
    from marts.kpi_values
    where entity_id <> 'unassigned'
)
