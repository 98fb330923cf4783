with
exceptions as (
    select
        *,
        coalesce(resolved_date, closed_date) as ended_date
    from {{ ref('exceptions') }}
    where not is_open
),

facts as (
    select
        {{ month_of('ended_date') }} as period,
        entity_id,
        payer_name,
        cast(null as {{ type_text() }}) as financial_class,
        exception_id as item_id,
        {{ days_between('opened_date', 'ended_date') }} as lag_days,
        case when opened_date is null then 0 else 1 end as weight
    from exceptions
    where ended_date is not null
),

final as (
    {{ lag_by_grain('K58', 'facts', 0.5) }}
)

select * from final
