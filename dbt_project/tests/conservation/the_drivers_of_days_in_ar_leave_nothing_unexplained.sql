-- From one month-end to the next the drivers add up to the measured days, to two decimals.
select
    entity_id,
    period,
    driver_days
from {{ ref('ar_days_drivers') }}
where kind = 'residual' and driver_days <> 0
