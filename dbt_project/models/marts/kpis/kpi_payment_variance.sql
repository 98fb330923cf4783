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
        coalesce(variance_amount, 0) as amount,
        case when is_rated then 1 else 0 end as item_count,
        case when is_rated then 0 else 1 end as unmeasured_count
    from lines
),

amounts as (
    {{ amount_by_grain('K40', 'facts') }}
),

-- Where no rate is known at all, nothing is claimed.
final as (
    select
        kpi_id,
        period,
        entity_id,
        grain,
        grain_value,
        numerator,
        denominator,
        case when n > 0 then kpi_value end as kpi_value,
        unmeasured_count,
        n
    from amounts
)

select * from final
