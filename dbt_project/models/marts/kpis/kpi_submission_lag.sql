with
run as (
    select as_of from {{ ref('stg_run') }}
),

claims as (
    select * from {{ ref('claims') }}
),

-- A claim sent before its service is an error, no lag.
facts as (
    select
        {{ month_of('claims.service_date') }} as period,
        claims.entity_id,
        claims.payer_name,
        claims.financial_class,
        claims.claim_id as item_id,
        case
            when claims.first_submission_date >= claims.service_date
                then {{ days_between('claims.service_date', 'claims.first_submission_date') }}
        end as lag_days,
        case when claims.first_submission_date >= claims.service_date then 1 else 0 end as weight
    from claims
    inner join run on claims.service_date <= run.as_of
),

final as (
    {{ lag_by_grain('K36b', 'facts', 0.5) }}
)

select * from final
