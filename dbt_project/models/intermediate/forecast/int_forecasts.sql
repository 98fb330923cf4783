-- Receipts forecast from each origin by payer and week, and all payers together: what is open times the share that
-- usually comes in the business days of that week. Each product is rounded before it is added up.
with
weeks as (
    select * from {{ ref('int_forecast_weeks') }}
),

known as (
    select distinct
        origin_date,
        entity_id,
        payer_name
    from {{ ref('int_forecast_cohorts') }}
),

products as (
    select
        weeks.origin_date,
        weeks.week_number,
        ages.entity_id,
        ages.payer_name,
        ages.age_days,
        cast(
            ages.allowed_amount * sum(cohorts.receipt_amount) / nullif(ages.cohort_amount, 0) as decimal(18, 4)
        ) as expected_amount
    from weeks
    inner join {{ ref('int_forecast_origins') }} as origins on weeks.origin_date = origins.origin_date
    inner join {{ ref('int_forecast_ages') }} as ages on weeks.origin_date = ages.origin_date
    inner join {{ ref('int_forecast_cohorts') }} as cohorts
        on
            ages.origin_date = cohorts.origin_date
            and ages.entity_id = cohorts.entity_id
            and ages.payer_name = cohorts.payer_name
            and cohorts.lag_days > ages.age_days + weeks.from_number - origins.closed_number
            and cohorts.lag_days <= ages.age_days + weeks.to_number - origins.closed_number
    group by
        weeks.origin_date,
        weeks.week_number,
        ages.entity_id,
        ages.payer_name,
        ages.age_days,
        ages.allowed_amount,
        ages.cohort_amount
),

receipts as (
    select
        weeks.origin_date,
        weeks.week_number,
        claims.entity_id,
        claims.payer_name,
        sum(claims.receipt_amount) as actual_amount
    from weeks
    inner join {{ ref('int_claim_receipts') }} as claims
        on
            weeks.origin_date >= claims.first_submission_date
            and weeks.from_number < claims.settled_number
            and weeks.to_number >= claims.settled_number
    where not weeks.is_live
    group by weeks.origin_date, weeks.week_number, claims.entity_id, claims.payer_name
),

sums as (
    select
        origin_date,
        week_number,
        entity_id,
        payer_name,
        sum(expected_amount) as expected_amount
    from products
    group by origin_date, week_number, entity_id, payer_name
),

by_payer as (
    select
        weeks.origin_date,
        weeks.is_live,
        weeks.week_number,
        weeks.week_start_date,
        weeks.week_end_date,
        known.entity_id,
        known.payer_name,
        cast(round(coalesce(sums.expected_amount, 0), 2) as decimal(18, 2)) as expected_amount,
        cast(case when not weeks.is_live then coalesce(receipts.actual_amount, 0) end as decimal(18, 2))
            as actual_amount
    from weeks
    inner join known on weeks.origin_date = known.origin_date
    {%- for amounts in ['sums', 'receipts'] %}
    left join {{ amounts }}
        on
            weeks.origin_date = {{ amounts }}.origin_date
            and weeks.week_number = {{ amounts }}.week_number
            and known.entity_id = {{ amounts }}.entity_id
            and known.payer_name = {{ amounts }}.payer_name
    {%- endfor %}
),

final as (
    select
        *,
        'payer' as scope
    from by_payer
    union all
    select
        origin_date,
        is_live,
        week_number,
        week_start_date,
        week_end_date,
        entity_id,
        'all payers' as payer_name,
        cast(sum(expected_amount) as decimal(18, 2)) as expected_amount,
        cast(sum(actual_amount) as decimal(18, 2)) as actual_amount,
        'all payers' as scope
    from by_payer
    group by origin_date, is_live, week_number, week_start_date, week_end_date, entity_id
)

select * from final
