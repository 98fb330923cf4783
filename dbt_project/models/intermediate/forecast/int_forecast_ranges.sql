-- How far past forecasts were off, known at each origin: of all trials whose week was over by then, the share of the
-- forecast that came in, at the low and at the high end. Too few trials give no range.
with
settings as (
    {{ settings_of('payer_settings', {
        'least_trials': 'forecast_errors',
        'low_share': 'forecast_low',
        'high_share': 'forecast_high',
    }) }}
),

trials as (
    select
        entity_id,
        scope,
        payer_name,
        origin_date,
        week_number,
        week_end_date,
        cast(actual_amount / expected_amount as decimal(18, 6)) as share_received
    from {{ ref('int_forecasts') }}
    where not is_live and expected_amount > 0
),

ranked as (
    select
        origins.origin_date,
        trials.entity_id,
        trials.scope,
        trials.payer_name,
        trials.share_received,
        row_number() over (
            partition by origins.origin_date, trials.entity_id, trials.scope, trials.payer_name
            order by trials.share_received, trials.origin_date, trials.week_number
        ) as trial_rank,
        count(*) over (
            partition by origins.origin_date, trials.entity_id, trials.scope, trials.payer_name
        ) as trial_count
    from {{ ref('int_forecast_origins') }} as origins
    inner join trials on origins.origin_date >= trials.week_end_date
),

final as (
    select
        ranked.origin_date,
        ranked.entity_id,
        ranked.scope,
        ranked.payer_name,
        ranked.trial_count,
        min(case when ranked.trial_rank >= settings.low_share * ranked.trial_count then ranked.share_received end)
            as low_share,
        min(case when ranked.trial_rank >= settings.high_share * ranked.trial_count then ranked.share_received end)
            as high_share
    from ranked
    cross join settings
    where ranked.trial_count >= settings.least_trials
    group by ranked.origin_date, ranked.entity_id, ranked.scope, ranked.payer_name, ranked.trial_count
)

select * from final
