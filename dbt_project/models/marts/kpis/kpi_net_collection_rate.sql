with
run as (
    select {{ add_days('as_of', -120) }} as latest_date
    from {{ ref('stg_run') }}
),

-- Cohorts of whole months: the last service of the month is at least 120 days old.
expected as (
    select expected.*
    from {{ ref('int_expected_allowed') }} as expected
    inner join run
        on {{ month_of('expected.service_date') }} < {{ month_of(add_days('run.latest_date', 1)) }}
),

cash as (
    select
        practice_id,
        charge_number,
        -sum(amount) as cash_amount
    from {{ ref('ar_ledger') }}
    where movement in ('insurance payment', 'patient payment')
    group by practice_id, charge_number
),

-- A line nobody knows an expectation of stands beside the rate, its cash with it.
facts as (
    select
        {{ month_of('expected.service_date') }} as period,
        expected.entity_id,
        expected.payer_name,
        expected.financial_class,
        case when expected.expected_amount is null then 0 else coalesce(cash.cash_amount, 0) end as numerator,
        coalesce(expected.expected_amount, 0) as denominator,
        case when expected.expected_amount is null then 1 else 0 end as unmeasured_count
    from expected
    left join cash
        on
            expected.practice_id = cash.practice_id
            and expected.charge_number = cash.charge_number
),

final as (
    {{ rate_by_grain('K10', 'facts') }}
)

select * from final
