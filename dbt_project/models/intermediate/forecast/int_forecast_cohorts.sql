-- How each payer had paid until each origin, from claims old enough to be settled: dollars received by business days
-- after the claim went out, beside what these claims were allowed. A payer with few such claims speaks for nobody: then
-- all payers of the entity do. Lag -1 stands for claims still open.
with
settings as (
    {{ settings_of('payer_settings', {
        'mature_days': 'forecast_mature_days',
        'least_claims': 'forecast_history',
    }) }}
),

mature as (
    select
        claims.origin_date,
        claims.entity_id,
        claims.payer_name,
        claims.lag_days,
        count(*) as claim_count,
        sum(claims.receipt_amount) as receipt_amount,
        sum(claims.allowed_amount) as allowed_amount
    from {{ ref('int_forecast_claims') }} as claims
    cross join settings
    where claims.age_days >= settings.mature_days
    group by claims.origin_date, claims.entity_id, claims.payer_name, claims.lag_days
),

counted as (
    select
        origin_date,
        entity_id,
        payer_name,
        sum(claim_count) as claim_count
    from mature
    group by origin_date, entity_id, payer_name
),

seen as (
    select
        open_claims.origin_date,
        open_claims.entity_id,
        open_claims.payer_name,
        coalesce(max(counted.claim_count) >= max(settings.least_claims), false) as speaks_for_itself
    from {{ ref('int_forecast_claims') }} as open_claims
    cross join settings
    left join counted
        on
            open_claims.origin_date = counted.origin_date
            and open_claims.entity_id = counted.entity_id
            and open_claims.payer_name = counted.payer_name
    where open_claims.lag_days is null
    group by open_claims.origin_date, open_claims.entity_id, open_claims.payer_name
),

final as (
    select
        seen.origin_date,
        seen.entity_id,
        seen.payer_name,
        seen.speaks_for_itself,
        coalesce(mature.lag_days, -1) as lag_days,
        cast(sum(mature.claim_count) as bigint) as claim_count,
        sum(mature.receipt_amount) as receipt_amount,
        sum(mature.allowed_amount) as allowed_amount
    from seen
    inner join mature
        on
            seen.origin_date = mature.origin_date
            and seen.entity_id = mature.entity_id
            and (not seen.speaks_for_itself or seen.payer_name = mature.payer_name)
    group by
        seen.origin_date, seen.entity_id, seen.payer_name, seen.speaks_for_itself, coalesce(mature.lag_days, -1)
)

select * from final
