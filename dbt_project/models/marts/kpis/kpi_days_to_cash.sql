with
payments as (
    select
        *,
        {{ days_between('service_date', 'movement_date') }} as days_to_cash
    from {{ ref('int_service_payments') }}
),

facts as (
    select
        period,
        entity_id,
        payer_name,
        financial_class,
        case when days_to_cash is null then 0 else amount * days_to_cash end as numerator,
        case when days_to_cash is null then 0 else amount end as denominator,
        case when days_to_cash is null then 1 else 0 end as unmeasured_count
    from payments
),

final as (
    {{ rate_by_grain('K04', 'facts') }}
)

select * from final
