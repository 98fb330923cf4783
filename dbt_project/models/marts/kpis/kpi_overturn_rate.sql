with
run as (
    select as_of from {{ ref('stg_run') }}
),

outcomes as (
    select * from {{ ref('int_denial_outcomes') }}
),

-- What is still open with the insurer, or unknown to the PM system, is not resolved: it stands beside the rate.
facts as (
    select
        {{ month_of('outcomes.adjudication_date') }} as period,
        outcomes.entity_id,
        outcomes.payer_name,
        outcomes.financial_class,
        case when outcomes.is_overturned then 1 else 0 end as numerator,
        case when outcomes.is_overturned or not coalesce(outcomes.is_open, true) then 1 else 0 end as denominator,
        case when outcomes.is_overturned or not coalesce(outcomes.is_open, true) then 0 else 1 end as unmeasured_count
    from outcomes
    inner join run on outcomes.adjudication_date <= run.as_of
),

final as (
    {{ rate_by_grain('K24', 'facts') }}
)

select * from final
