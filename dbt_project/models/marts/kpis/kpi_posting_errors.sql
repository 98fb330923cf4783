-- Differences between what payers remitted and what the PM system shows, per 1,000 lines of which it
-- shows money or a contractual write-off. A line not posted at all is no posting error: unposted cash counts it.
with
run as (
    select as_of from {{ ref('stg_run') }}
),

wrong as (
    select
        entity_id,
        upper(charge_number) as charge_number,
        payer_sequence
    from {{ ref('posting_variances') }}
    where code <> 'PST-NONE'
    group by entity_id, upper(charge_number), payer_sequence
),

facts as (
    select
        {{ month_of('compared.remittance_date') }} as period,
        compared.entity_id,
        cast(null as {{ type_text() }}) as payer_name,
        cast(null as {{ type_text() }}) as financial_class,
        case when wrong.charge_number is null then 0 else 1 end as numerator,
        1 as denominator,
        0 as unmeasured_count
    from {{ ref('int_line_posting_comparisons') }} as compared
    inner join run on compared.remittance_date <= run.as_of
    left join wrong
        on
            compared.entity_id = wrong.entity_id
            and upper(compared.charge_number) = wrong.charge_number
            and compared.payer_sequence = wrong.payer_sequence
    where wrong.charge_number is not null or compared.pm_paid_amount <> 0 or compared.pm_contractual_amount <> 0
),

rates as (
    {{ rate_by_grain('K62', 'facts') }}
),

final as (
    select
        kpi_id,
        period,
        entity_id,
        grain,
        grain_value,
        numerator,
        denominator,
        1000 * kpi_value as kpi_value,
        unmeasured_count,
        n
    from rates
)

select * from final
