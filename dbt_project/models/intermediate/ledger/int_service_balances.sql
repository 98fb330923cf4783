-- Service equation of the 835: charge less adjustments of the line is what the line pays.
with
services as (
    select
        remittance_service_id,
        remittance_id,
        claim_position,
        service_position,
        charge_amount,
        paid_amount
    from {{ ref('stg_remittance_services') }}
),

adjustments as (
    select
        remittance_id,
        claim_position,
        service_position,
        sum(amount) as adjustment_amount
    from {{ ref('stg_remittance_adjustments') }}
    where service_position > 0
    group by remittance_id, claim_position, service_position
),

final as (
    select
        services.remittance_service_id,
        services.remittance_id,
        services.claim_position,
        services.service_position,
        services.charge_amount,
        coalesce(adjustments.adjustment_amount, 0) as adjustment_amount,
        services.paid_amount,
        services.charge_amount - coalesce(adjustments.adjustment_amount, 0) - services.paid_amount as service_difference
    from services
    left join adjustments
        on
            services.remittance_id = adjustments.remittance_id
            and services.claim_position = adjustments.claim_position
            and services.service_position = adjustments.service_position
)

select * from final
