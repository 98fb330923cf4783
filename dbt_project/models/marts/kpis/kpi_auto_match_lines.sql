with
run as (
    select as_of from {{ ref('stg_run') }}
),

credits as (
    select * from {{ ref('int_credits_in_scope') }}
),

facts as (
    select
        {{ month_of('credits.deposit_date') }} as period,
        credits.entity_id,
        credits.payer_name,
        cast(null as {{ type_text() }}) as financial_class,
        case when credits.is_matched_by_rule then 1 else 0 end as numerator,
        1 as denominator,
        0 as unmeasured_count
    from credits
    inner join run on credits.deposit_date <= run.as_of
),

final as (
    {{ rate_by_grain('K50a', 'facts') }}
)

select * from final
