-- The headline is the clock that flatters least: days since the service.
with
by_service_date as (
    select * from {{ ref('kpi_aged_ar_by_service_date') }}
),

final as (
    select
        'K05' as kpi_id,
        period,
        entity_id,
        grain,
        grain_value,
        numerator,
        denominator,
        kpi_value,
        unmeasured_count,
        n
    from by_service_date
)

select * from final
