with
run as (
    select as_of from {{ ref('stg_run') }}
),

decisions as (
    select * from {{ ref('adjudications') }}
    where payer_sequence = 1 and is_countable
),

facts as (
    select
        {{ month_of('decisions.adjudication_date') }} as period,
        decisions.entity_id,
        decisions.payer_name,
        decisions.financial_class,
        case when decisions.paid_amount = 0 then 1 else 0 end as numerator,
        1 as denominator,
        0 as unmeasured_count
    from decisions
    inner join run on decisions.adjudication_date <= run.as_of
),

final as (
    {{ rate_by_grain('K20z', 'facts') }}
)

select * from final
