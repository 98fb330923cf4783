-- Transaction equation of the 835, file by file: claim payments less provider adjustments is what the payer sends; with
-- the count of claims and lines inside that do not add up. Parts of one payment are judged together further on.
with
remittances as (
    select
        remittance_id,
        payment_amount
    from {{ ref('stg_remittance_payments') }}
),

claims as (
    select
        remittance_id,
        count(*) as claim_count,
        sum(charge_amount) as charge_amount,
        sum(paid_amount) as claim_paid_amount,
        sum(
            case
                when claim_difference <> 0 then 1
                when not is_institutional and (line_paid_difference <> 0 or line_charge_difference <> 0) then 1
                else 0
            end
        ) as unbalanced_claim_count
    from {{ ref('int_claim_balances') }}
    group by remittance_id
),

services as (
    select
        remittance_id,
        sum(case when service_difference <> 0 then 1 else 0 end) as unbalanced_service_count
    from {{ ref('int_service_balances') }}
    group by remittance_id
),

provider_adjustments as (
    select
        adjustments.remittance_id,
        sum(adjustments.amount) as provider_adjustment_amount,
        sum(case when routes.route = 'other_income' then adjustments.amount else 0 end) as interest_amount,
        sum(case when routes.route = 'recoupment' then adjustments.amount else 0 end) as recoupment_amount
    from {{ ref('stg_provider_adjustments') }} as adjustments
    left join {{ ref('plb_routes') }} as routes
        on adjustments.reason_code = routes.reason_code
    group by adjustments.remittance_id
),

final as (
    select
        remittances.remittance_id,
        remittances.payment_amount,
        coalesce(claims.claim_count, 0) as claim_count,
        coalesce(claims.charge_amount, 0) as charge_amount,
        coalesce(claims.claim_paid_amount, 0) as claim_paid_amount,
        coalesce(provider_adjustments.provider_adjustment_amount, 0) as provider_adjustment_amount,
        coalesce(provider_adjustments.interest_amount, 0) as interest_amount,
        coalesce(provider_adjustments.recoupment_amount, 0) as recoupment_amount,
        coalesce(claims.claim_paid_amount, 0)
        - coalesce(provider_adjustments.provider_adjustment_amount, 0)
        - remittances.payment_amount as balance_difference,
        coalesce(claims.unbalanced_claim_count, 0) as unbalanced_claim_count,
        coalesce(services.unbalanced_service_count, 0) as unbalanced_service_count
    from remittances
    left join claims
        on remittances.remittance_id = claims.remittance_id
    left join services
        on remittances.remittance_id = services.remittance_id
    left join provider_adjustments
        on remittances.remittance_id = provider_adjustments.remittance_id
)

select * from final
