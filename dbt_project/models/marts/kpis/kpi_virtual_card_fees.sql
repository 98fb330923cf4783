with
cash as (
    select * from {{ ref('int_payer_cash') }}
),

facts as (
    select
        period,
        entity_id,
        payer_name,
        cast(null as {{ type_text() }}) as financial_class,
        fee_amount as numerator,
        payer_amount as denominator,
        unmeasured_count
    from cash
),

final as (
    {{ rate_by_grain('K45', 'facts') }}
)

select * from final
