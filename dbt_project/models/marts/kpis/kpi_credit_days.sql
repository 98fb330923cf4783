with
facts as (
    select
        period,
        entity_id,
        payer_name,
        financial_class,
        credit_amount as numerator,
        charge_amount as denominator,
        0 as unmeasured_count,
        credit_count as item_count
    from {{ ref('int_ar_days_facts') }}
),

windows as (
    select
        entity_id,
        max(window_days) as window_days
    from {{ ref('int_ar_days_facts') }}
    group by entity_id
),

parts as (
    {{ parts_by_grain('facts', counted='item_count') }}
),

-- People read the average charge of a day to the cent; the value itself is divided unrounded.
daily as (
    select
        parts.period,
        parts.entity_id,
        parts.grain,
        parts.grain_value,
        parts.numerator,
        cast(parts.denominator / nullif(windows.window_days, 0) as decimal(18, 2)) as denominator,
        parts.unmeasured_count,
        parts.n,
        parts.denominator as charge_amount,
        windows.window_days
    from parts
    inner join windows on parts.entity_id = windows.entity_id
),

final as (
    select
        'K09' as kpi_id,
        period,
        entity_id,
        grain,
        grain_value,
        numerator,
        denominator,
        case when window_days >= 80 then {{ ratio('numerator * window_days', 'charge_amount') }} end as kpi_value,
        unmeasured_count,
        n
    from daily
)

select * from final
