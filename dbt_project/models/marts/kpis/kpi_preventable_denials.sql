with
run as (
    select as_of from {{ ref('stg_run') }}
),

denied as (
    select * from {{ ref('int_denial_outcomes') }}
),

facts as (
    select
        {{ month_of('denied.adjudication_date') }} as period,
        denied.entity_id,
        denied.payer_name,
        denied.financial_class,
        case when denied.is_preventable then 1 else 0 end as numerator,
        1 as denominator,
        0 as unmeasured_count
    from denied
    inner join run on denied.adjudication_date <= run.as_of
),

final as (
    {{ rate_by_grain('K23', 'facts') }}
)

select * from final
