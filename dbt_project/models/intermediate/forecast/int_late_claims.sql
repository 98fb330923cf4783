-- Open claims beside what their payer usually takes: late is older than nine in ten of its paid claims were.
with
settings as (
    {{ settings_of('payer_settings', {'late_share': 'late_claims'}) }}
),

live as (
    select claims.*
    from {{ ref('int_forecast_claims') }} as claims
    inner join {{ ref('int_forecast_origins') }} as origins
        on claims.origin_date = origins.origin_date and origins.is_live
),

paid as (
    select
        entity_id,
        payer_name,
        lag_days,
        row_number() over (partition by entity_id, payer_name order by lag_days, claim_id) as lag_rank,
        count(*) over (partition by entity_id, payer_name) as claim_count
    from live
    where receipt_amount > 0
),

usual as (
    select
        paid.entity_id,
        paid.payer_name,
        min(case when paid.lag_rank >= settings.late_share * paid.claim_count then paid.lag_days end) as usual_days
    from paid
    cross join settings
    group by paid.entity_id, paid.payer_name
),

final as (
    select
        live.claim_id,
        live.entity_id,
        live.payer_name,
        live.age_days,
        live.allowed_amount,
        usual.usual_days,
        coalesce(live.age_days > usual.usual_days, false) as is_late
    from live
    left join usual on live.entity_id = usual.entity_id and live.payer_name = usual.payer_name
    where live.lag_days is null
)

select * from final
