with
payments as (
    select * from {{ ref('int_service_payments') }}
    where movement = 'patient payment'
),

facts as (
    select
        period,
        entity_id,
        payer_name,
        financial_class,
        case when movement_date <= service_date then amount else 0 end as numerator,
        case when service_date is null then 0 else amount end as denominator,
        case when service_date is null then 1 else 0 end as unmeasured_count
    from payments
),

final as (
    {{ rate_by_grain('K17', 'facts') }}
)

select * from final
