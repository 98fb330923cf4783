with
months as (
    select * from {{ ref('ar_rollforward') }}
),

facts as (
    select
        period,
        entity_id,
        cast(null as {{ type_text() }}) as payer_name,
        financial_class,
        charity_amount as numerator,
        charge_amount as denominator,
        0 as unmeasured_count
    from months
),

parts as (
    {{ parts_by_grain('facts') }}
),

final as (
    select
        'K15' as kpi_id,
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
