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
        bad_debt_amount - reinstatement_amount as numerator,
        charge_amount as denominator,
        0 as unmeasured_count
    from months
),

final as (
    {{ rate_by_grain('K14', 'facts') }}
)

select * from final
