-- Equations of the lines and claims of an 835 that do not close, to the cent: what follows, and what is stated.
with
services as (
    select * from {{ ref('int_service_balances') }}
),

claims as (
    select
        *,
        -- payers settle a hospital's stay as a whole, so its lines need not add up
        case when is_institutional then 'warning' else 'error' end as severity_of_lines
    from {{ ref('int_claim_balances') }}
),

equations as (
    select
        remittance_id,
        claim_position,
        service_position,
        'line' as equation,
        'error' as severity,
        charge_amount - adjustment_amount as computed_amount,
        paid_amount as stated_amount
    from services
    union all
    select
        remittance_id,
        claim_position,
        0 as service_position,
        'claim' as equation,
        'error' as severity,
        charge_amount - adjustment_amount as computed_amount,
        paid_amount as stated_amount
    from claims
    union all
    select
        remittance_id,
        claim_position,
        0 as service_position,
        'claim payment from lines' as equation,
        severity_of_lines as severity,
        paid_amount + line_paid_difference as computed_amount,
        paid_amount as stated_amount
    from claims
    union all
    select
        remittance_id,
        claim_position,
        0 as service_position,
        'claim charge from lines' as equation,
        severity_of_lines as severity,
        charge_amount + line_charge_difference as computed_amount,
        charge_amount as stated_amount
    from claims
    union all
    select
        remittance_id,
        claim_position,
        0 as service_position,
        'patient share' as equation,
        'warning' as severity,
        patient_share_amount as computed_amount,
        patient_share_amount - patient_difference as stated_amount
    from claims
),

final as (
    select *
    from equations
    where computed_amount <> stated_amount
)

select * from final
