with
lines as (
    select * from {{ ref('int_paid_line_variances') }}
),

facts as (
    select
        period,
        entity_id,
        payer_name,
        financial_class,
        case when is_underpaid then 1 else 0 end as numerator,
        case when is_rated then 1 else 0 end as denominator,
        case when is_rated then 0 else 1 end as unmeasured_count
    from lines
),

final as (
    {{ rate_by_grain('K41', 'facts') }}
)

select * from final
