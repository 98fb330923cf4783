with
run as (
    select as_of from {{ ref('stg_run') }}
),

months as (
    select months.*
    from {{ ref('ar_rollforward') }} as months
    cross join run
    where months.period > {{ month_of('run.as_of - interval 12 month') }}
),

facts as (
    select
        {{ month_of('run.as_of') }} as period,
        months.entity_id,
        cast(null as {{ type_text() }}) as payer_name,
        months.financial_class,
        months.insurance_payment_amount + months.patient_payment_amount - months.refund_amount as numerator,
        months.charge_amount - months.contractual_amount as denominator,
        0 as unmeasured_count
    from months
    cross join run
),

final as (
    {{ rate_by_grain('K10a', 'facts') }}
)

select * from final
