with
run as (
    select as_of from {{ ref('stg_run') }}
),

items as (
    select * from {{ ref('ar_open_items') }}
),

facts as (
    select
        {{ month_of('run.as_of') }} as period,
        items.entity_id,
        items.payer_name,
        items.financial_class,
        case when items.dos_age_days > 120 then items.open_amount else 0 end as numerator,
        items.open_amount as denominator,
        0 as unmeasured_count
    from items
    cross join run
    where not items.is_credit
),

final as (
    {{ rate_by_grain('K05b', 'facts') }}
)

select * from final
