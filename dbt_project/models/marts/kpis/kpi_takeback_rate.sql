with
run as (
    select as_of from {{ ref('stg_run') }}
),

decisions as (
    select * from {{ ref('adjudications') }}
    where not is_predetermination and not is_repeat
),

-- What a payer shows as taken and, beside it, as received by our refund check was not taken.
recoupments as (
    select
        taken.entity_id,
        taken.movement_date,
        coalesce(payers.payer_name, taken.payer_name, 'Unknown') as payer_name,
        coalesce(payers.financial_class, 'unknown') as financial_class,
        taken.amount
    from {{ ref('recoupments') }} as taken
    left join {{ ref('payers') }} as payers on taken.payer_id = payers.payer_id
    where (taken.state in ('taken', 'orphan') and taken.amount > 0) or taken.state = 'acknowledged'
),

facts as (
    select
        {{ month_of('decisions.adjudication_date') }} as period,
        decisions.entity_id,
        decisions.payer_name,
        decisions.financial_class,
        case when decisions.is_reversal then -decisions.paid_amount else 0 end as numerator,
        case when decisions.is_reversal then 0 else decisions.paid_amount end as denominator,
        0 as unmeasured_count
    from decisions
    inner join run on decisions.adjudication_date <= run.as_of
    union all
    select
        {{ month_of('recoupments.movement_date') }} as period,
        recoupments.entity_id,
        recoupments.payer_name,
        recoupments.financial_class,
        recoupments.amount as numerator,
        0 as denominator,
        0 as unmeasured_count
    from recoupments
    inner join run on recoupments.movement_date <= run.as_of
),

final as (
    {{ rate_by_grain('K43', 'facts') }}
)

select * from final
