with
forecasts as (
    select * from {{ ref('int_forecasts') }}
    where is_live
),

ranges as (
    select * from {{ ref('int_forecast_ranges') }}
),

open_claims as (
    select
        entity_id,
        payer_name,
        count(*) as claim_count,
        sum(allowed_amount) as allowed_amount,
        sum(case when is_late then 1 else 0 end) as late_count,
        sum(case when is_late then allowed_amount else 0 end) as late_amount,
        max(usual_days) as usual_days
    from {{ ref('int_late_claims') }}
    group by entity_id, payer_name
    union all
    select
        entity_id,
        'all payers' as payer_name,
        count(*) as claim_count,
        sum(allowed_amount) as allowed_amount,
        sum(case when is_late then 1 else 0 end) as late_count,
        sum(case when is_late then allowed_amount else 0 end) as late_amount,
        cast(null as bigint) as usual_days
    from {{ ref('int_late_claims') }}
    group by entity_id
),

final as (
    select
        {{ surrogate_key(['forecasts.entity_id', 'forecasts.scope', 'forecasts.payer_name', 'forecasts.week_number']) }}
            as cash_forecast_id,
        forecasts.entity_id,
        forecasts.scope,
        forecasts.payer_name,
        forecasts.origin_date,
        forecasts.week_number,
        forecasts.week_start_date,
        forecasts.week_end_date,
        forecasts.expected_amount,
        cast(round(forecasts.expected_amount * ranges.low_share, 2) as decimal(18, 2)) as low_amount,
        cast(round(forecasts.expected_amount * ranges.high_share, 2) as decimal(18, 2)) as high_amount,
        cast(coalesce(ranges.trial_count, 0) as integer) as trial_count,
        cast(open_claims.claim_count as integer) as open_claim_count,
        cast(open_claims.allowed_amount as decimal(18, 2)) as open_allowed_amount,
        cast(open_claims.usual_days as integer) as usual_days,
        cast(open_claims.late_count as integer) as late_claim_count,
        cast(open_claims.late_amount as decimal(18, 2)) as late_allowed_amount
    from forecasts
    inner join open_claims
        on forecasts.entity_id = open_claims.entity_id and forecasts.payer_name = open_claims.payer_name
    left join ranges
        on
            forecasts.origin_date = ranges.origin_date
            and forecasts.entity_id = ranges.entity_id
            and forecasts.scope = ranges.scope
            and forecasts.payer_name = ranges.payer_name
)

select * from final
