-- The remittance behind an insurer's payment that the PM system exports without its check or trace number: the same
-- payer and amount, and the payment stands on charge lines that the remittance decides. Two candidates on either side
-- prove nothing.
with
payments as (
    select
        payments.pm_payment_id,
        payments.practice_id,
        payments.payment_number,
        payments.amount,
        aliases.payer_id
    from {{ ref('int_pm_payments') }} as payments
    left join {{ ref('payer_aliases') }} as aliases
        on
            aliases.alias_kind = 'pm_name'
            and upper(payments.payer_name) = upper(aliases.alias)
    where
        payments.payer_type = 'insurance'
        and payments.payment_number is not null
        and payments.reference_number is null
        and payments.amount <> 0
),

applied as (
    select distinct
        practice_id,
        entity_id,
        payment_number,
        upper(charge_number) as charge_number
    from {{ ref('int_pm_applied_movements') }}
    where
        kind = 'payment'
        and payment_number is not null
),

remittances as (
    select
        remittances.remittance_id,
        remittances.trace_number,
        balances.claim_paid_amount,
        payers.payer_id
    from {{ ref('stg_remittance_payments') }} as remittances
    inner join {{ ref('int_remittance_balances') }} as balances
        on remittances.remittance_id = balances.remittance_id
    inner join {{ ref('int_remittance_verdicts') }} as verdicts
        on remittances.remittance_id = verdicts.remittance_id
    inner join {{ ref('int_remittance_payers') }} as payers
        on remittances.remittance_id = payers.remittance_id
    where not verdicts.is_repeated
),

pairs as (
    select distinct
        payments.pm_payment_id,
        remittances.remittance_id,
        remittances.trace_number
    from payments
    inner join applied
        on
            payments.practice_id = applied.practice_id
            and payments.payment_number = applied.payment_number
    inner join {{ ref('int_remitted_charges') }} as services
        on
            applied.entity_id = services.entity_id
            and applied.charge_number = services.charge_number
    inner join remittances
        on
            services.remittance_id = remittances.remittance_id
            and payments.amount = remittances.claim_paid_amount
            and coalesce(payments.payer_id = remittances.payer_id, true)
),

counted as (
    select
        *,
        count(*) over (partition by pm_payment_id) as remittance_count,
        count(*) over (partition by remittance_id) as payment_count
    from pairs
),

final as (
    select
        pm_payment_id,
        remittance_id,
        trace_number
    from counted
    where
        remittance_count = 1
        and payment_count = 1
)

select * from final
