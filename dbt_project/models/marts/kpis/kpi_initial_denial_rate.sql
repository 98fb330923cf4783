with
run as (
    select as_of from {{ ref('stg_run') }}
),

firsts as (
    select * from {{ ref('int_first_decisions') }}
),

facts as (
    select
        {{ month_of('firsts.adjudication_date') }} as period,
        firsts.entity_id,
        firsts.payer_name,
        firsts.financial_class,
        case when firsts.is_denied then 1 else 0 end as numerator,
        1 as denominator,
        0 as unmeasured_count
    from firsts
    inner join run on firsts.adjudication_date <= run.as_of
),

final as (
    {{ rate_by_grain('K20c', 'facts') }}
)

select * from final
