with
run as (
    select as_of from {{ ref('stg_run') }}
),

decisions as (
    select * from {{ ref('adjudications') }}
    where
        not is_reversal
        and not is_predetermination
        and not is_repeat
        and not is_capitated
        and not is_duplicate_denial_only
        and coalesce(claim_status, '') <> '23'
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

parts as (
    {{ parts_by_grain('facts') }}
),

final as (
    select
        'K21' as kpi_id,
        period,
        entity_id,
        grain,
        grain_value,
        numerator,
        denominator,
        {{ ratio('numerator', 'denominator') }} as kpi_value,
        unmeasured_count,
        n
    from parts
)

select * from final
