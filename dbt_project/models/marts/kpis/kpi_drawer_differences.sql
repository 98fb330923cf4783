with
run as (
    select as_of from {{ ref('stg_run') }}
),

drawers as (
    select * from {{ ref('drawer_days') }}
),

facts as (
    select
        {{ month_of('drawers.business_date') }} as period,
        drawers.entity_id,
        cast(null as {{ type_text() }}) as payer_name,
        cast(null as {{ type_text() }}) as financial_class,
        case when drawers.over_short_amount <> 0 then 1 else 0 end as numerator,
        case when drawers.over_short_amount is null then 0 else 1 end as denominator,
        case when drawers.over_short_amount is null then 1 else 0 end as unmeasured_count
    from drawers
    inner join run on drawers.business_date <= run.as_of
),

final as (
    {{ rate_by_grain('K59', 'facts') }}
)

select * from final
