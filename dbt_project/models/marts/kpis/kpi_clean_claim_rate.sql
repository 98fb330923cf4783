with
run as (
    select as_of from {{ ref('stg_run') }}
),

claims as (
    select * from {{ ref('claims') }}
),

-- A claim nobody acknowledged is neither clean nor dirty: it is counted beside the rate.
facts as (
    select
        {{ month_of('claims.first_submission_date') }} as period,
        claims.entity_id,
        claims.payer_name,
        claims.financial_class,
        case when claims.is_accepted_first_time then 1 else 0 end as numerator,
        case when claims.is_accepted_first_time is null then 0 else 1 end as denominator,
        case when claims.is_accepted_first_time is null then 1 else 0 end as unmeasured_count
    from claims
    inner join run on claims.first_submission_date <= run.as_of
),

final as (
    {{ rate_by_grain('K30', 'facts') }}
)

select * from final
