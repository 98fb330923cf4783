with
turns as (
    select * from {{ ref('int_refund_turns') }}
),

facts as (
    select
        period,
        entity_id,
        cast(null as {{ type_text() }}) as payer_name,
        cast(null as {{ type_text() }}) as financial_class,
        item_id,
        lag_days,
        weight
    from turns
),

final as (
    {{ lag_by_grain('K18', 'facts', 0.5) }}
)

select * from final
