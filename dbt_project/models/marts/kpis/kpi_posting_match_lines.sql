with
lines as (
    select * from {{ ref('int_posted_service_lines') }}
),

facts as (
    select
        {{ month_of('adjudication_date') }} as period,
        entity_id,
        payer_name,
        financial_class,
        case when is_posted_exactly then 1 else 0 end as numerator,
        1 as denominator,
        0 as unmeasured_count
    from lines
),

final as (
    {{ rate_by_grain('K50c', 'facts') }}
)

select * from final
