-- Who is owed each credit balance: nobody as far as it is a posting error, then the patient as far as the patient paid,
-- then the insurer that paid last. What is paid before the service is a deposit, not an overpayment.
with
clocks as (
    select * from {{ ref('int_credit_clocks') }}
),

charges as (
    select * from {{ ref('int_charges_with_payers') }}
),

excesses as (
    select * from {{ ref('int_line_excesses') }}
),

insurers as (
    select * from {{ ref('int_last_insurers') }}
),

classes as (
    select * from {{ ref('financial_classes') }}
),

split as (
    select
        clocks.*,
        charges.entity_id,
        charges.service_date > run.as_of as is_before_service,
        insurers.payer_name as insurer_name,
        case
            when insurers.charge_number is null then 'unresolved'
            else coalesce(classes.credit_owner, 'commercial')
        end as insurer_owner,
        least(clocks.credit_amount, coalesce(excesses.excess_amount, 0)) as unresolved_amount
    from clocks
    cross join {{ ref('stg_run') }} as run
    left join charges
        on
            clocks.practice_id = charges.practice_id
            and clocks.charge_number = charges.charge_number
    left join excesses
        on
            charges.entity_id = excesses.entity_id
            and upper(charges.charge_number) = excesses.charge_number
    left join insurers
        on
            clocks.practice_id = insurers.practice_id
            and clocks.charge_number = insurers.charge_number
    left join classes
        on insurers.financial_class = classes.financial_class
),

owned as (
    select
        *,
        least(credit_amount - unresolved_amount, greatest(patient_paid_amount, 0)) as patient_amount
    from split
),

parts as (
    select
        practice_id,
        charge_number,
        arose_date,
        'unresolved' as owner_class,
        cast(null as {{ type_text() }}) as owner_name,
        unresolved_amount as amount
    from owned
    union all
    select
        practice_id,
        charge_number,
        arose_date,
        case when is_before_service then 'prepayment' else 'patient' end as owner_class,
        cast(null as {{ type_text() }}) as owner_name,
        patient_amount as amount
    from owned
    union all
    select
        practice_id,
        charge_number,
        arose_date,
        insurer_owner as owner_class,
        insurer_name as owner_name,
        credit_amount - unresolved_amount - patient_amount as amount
    from owned
),

final as (
    select
        practice_id,
        charge_number,
        owner_class,
        max(owner_name) as owner_name,
        min(arose_date) as arose_date,
        cast(sum(amount) as decimal(18, 2)) as amount
    from parts
    where amount > 0
    group by practice_id, charge_number, owner_class
)

select * from final
