-- Every equation of the 835 that a remittance does not keep, to the cent: what follows from its parts, what it states.
-- An error means that it must not be posted; a warning concerns what no posting rests on. Counts of the envelope (SE,
-- GE, IEA) are judged with the other totals a file states about itself; a notice (H) of nothing may name any method.
with
remittances as (
    select
        payments.remittance_id,
        payments.handling_code,
        payments.payment_amount,
        parts.is_leading,
        parts.is_repeated,
        parts.group_difference_amount
    from {{ ref('stg_remittance_payments') }} as payments
    inner join {{ ref('int_remittance_groups') }} as parts
        on payments.remittance_id = parts.remittance_id
),

claim_interest as (
    select
        remittance_id,
        sum(interest_amount) as interest_amount
    from {{ ref('stg_remittance_claims') }}
    group by remittance_id
),

-- interest paid lowers the provider adjustments
paid_interest as (
    select
        remittance_id,
        -sum(amount) as interest_amount
    from {{ ref('stg_provider_adjustments') }}
    where reason_code = 'L6'
    group by remittance_id
),

interest as (
    select
        remittances.remittance_id,
        coalesce(claim_interest.interest_amount, 0) as claim_interest_amount,
        coalesce(paid_interest.interest_amount, 0) as paid_interest_amount
    from remittances
    left join claim_interest
        on remittances.remittance_id = claim_interest.remittance_id
    left join paid_interest
        on remittances.remittance_id = paid_interest.remittance_id
),

equations as (
    select
        remittance_id,
        claim_position,
        service_position,
        equation,
        severity,
        computed_amount,
        stated_amount
    from {{ ref('int_claim_differences') }}
    union all
    select
        remittance_id,
        0 as claim_position,
        0 as service_position,
        'payment' as equation,
        'error' as severity,
        payment_amount + group_difference_amount as computed_amount,
        payment_amount as stated_amount
    from remittances
    where is_leading or is_repeated
    union all
    select
        remittance_id,
        0 as claim_position,
        0 as service_position,
        'no payment below zero' as equation,
        'error' as severity,
        greatest(payment_amount, 0) as computed_amount,
        payment_amount as stated_amount
    from remittances
    union all
    select
        remittance_id,
        0 as claim_position,
        0 as service_position,
        'notice without money' as equation,
        'error' as severity,
        0 as computed_amount,
        payment_amount as stated_amount
    from remittances
    where handling_code = 'H'
    union all
    select
        remittance_id,
        0 as claim_position,
        0 as service_position,
        'interest' as equation,
        'warning' as severity,
        claim_interest_amount as computed_amount,
        paid_interest_amount as stated_amount
    from interest
),

final as (
    select
        {{ surrogate_key(['remittance_id', 'equation', 'claim_position', 'service_position']) }}
            as remittance_difference_id,
        remittance_id,
        equation,
        severity,
        claim_position,
        service_position,
        computed_amount,
        stated_amount,
        computed_amount - stated_amount as difference_amount
    from equations
    where computed_amount <> stated_amount
)

select * from final
