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
        case when credits.is_matched_by_rule then 1 else 0 end + credits.overturn_count as denominator,
        credits.overturn_count as unmeasured_count
    from credits
    inner join run on credits.deposit_date <= run.as_of
),

parts as (
    {{ parts_by_grain('facts', counted='denominator') }}
),

-- Nobody has overturned a match: that proves nothing about precision, so nothing is claimed.
final as (
    select
        'K50d' as kpi_id,
        period,
        entity_id,
        grain,
        grain_value,
        numerator,
        denominator,
        case when unmeasured_count > 0 then {{ ratio('numerator', 'denominator') }} end as kpi_value,
        cast(0 as bigint) as unmeasured_count,
        n
    from parts
)

select * from final
