-- What was open at each origin, by payer and age in business days, and how much of it usually comes from then on:
-- dollars received later than that age beside the allowed dollars of the claims that were still open then.
with
open_ages as (
    select
        origin_date,
        entity_id,
        payer_name,
        age_days,
        count(*) as claim_count,
        sum(allowed_amount) as allowed_amount
    from {{ ref('int_forecast_claims') }}
    where lag_days is null
    group by origin_date, entity_id, payer_name, age_days
),

final as (
    select
        ages.origin_date,
        ages.entity_id,
        ages.payer_name,
        ages.age_days,
        ages.claim_count,
        cast(ages.allowed_amount as decimal(18, 2)) as allowed_amount,
        cast(sum(cohorts.allowed_amount) as decimal(18, 2)) as cohort_amount
    from open_ages as ages
    inner join {{ ref('int_forecast_cohorts') }} as cohorts
        on
            ages.origin_date = cohorts.origin_date
            and ages.entity_id = cohorts.entity_id
            and ages.payer_name = cohorts.payer_name
            and (ages.age_days < cohorts.lag_days or cohorts.lag_days = -1)
    group by
        ages.origin_date,
        ages.entity_id,
        ages.payer_name,
        ages.age_days,
        ages.claim_count,
        ages.allowed_amount
)

select * from final
