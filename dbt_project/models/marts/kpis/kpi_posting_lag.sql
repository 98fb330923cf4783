with
ranks as (
    select * from {{ ref('int_posting_lag_ranks') }}
),

-- The lag that half of the posted dollars did not exceed; the parts give the mean beside it.
final as (
    select
        'K51' as kpi_id,
        period,
        entity_id,
        grain,
        grain_value,
        cast(sum(coalesce(lag_days, 0) * posted_amount) as decimal(18, 2)) as numerator,
        cast(sum(posted_amount) as decimal(18, 2)) as denominator,
        cast(min(case when cumulative_amount >= 0.5 * total_amount then lag_days end) as double) as kpi_value,
        cast(sum(unmeasured_count) as bigint) as unmeasured_count,
        cast(sum(case when posted_amount > 0 then 1 else 0 end) as bigint) as n
    from ranks
    group by
        period,
        entity_id,
        grain,
        grain_value
)

select * from final
