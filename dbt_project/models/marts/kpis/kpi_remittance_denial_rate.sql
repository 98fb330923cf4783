with
run as (
    select as_of from {{ ref('stg_run') }}
),

decisions as (
    select * from {{ ref('adjudications') }}
    where is_countable
),

facts as (
    select
        {{ month_of('decisions.adjudication_date') }} as period,
        decisions.entity_id,
        decisions.payer_name,
        decisions.financial_class,
        case when decisions.is_denied_full or decisions.is_denied_partial then 1 else 0 end as numerator,
        1 as denominator,
        0 as unmeasured_count
    from decisions
    inner join run on decisions.adjudication_date <= run.as_of
),

final as (
    {{ rate_by_grain('K21', 'facts') }}
)

select * from final
