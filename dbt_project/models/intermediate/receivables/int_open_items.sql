with
balances as (
    select * from {{ ref('int_charge_balances') }}
),

-- A bill or decision after the as-of day had not happened then. A service in the future stays: it is an error to show.
charges as (
    select
        charges.practice_id,
        charges.charge_number,
        charges.claim_number,
        charges.location_id,
        charges.location_name,
        charges.provider_id,
        charges.procedure_code,
        charges.is_self_pay,
        charges.secondary_payer_name,
        charges.secondary_financial_class,
        charges.service_date,
        charges.posting_date,
        case when charges.first_bill_date <= run.as_of then charges.first_bill_date end as first_bill_date,
        case when charges.secondary_bill_date <= run.as_of then charges.secondary_bill_date end as secondary_bill_date,
        case when charges.adjudication_date <= run.as_of then charges.adjudication_date end as adjudication_date,
        case when charges.patient_bill_date <= run.as_of then charges.patient_bill_date end as patient_bill_date
    from {{ ref('int_charges_with_payers') }} as charges
    cross join {{ ref('stg_run') }} as run
),

parts as (
    select
        *,
        'insurance' as responsible_party,
        cast(open_amount - patient_amount as decimal(18, 2)) as part_amount
    from balances
    union all
    select
        *,
        'patient' as responsible_party,
        patient_amount as part_amount
    from balances
),

-- A balance moves to the secondary payer once the primary has adjudicated and the secondary has been billed.
items as (
    select
        parts.practice_id,
        parts.charge_number,
        parts.responsible_party,
        parts.entity_id,
        parts.as_of,
        parts.part_amount,
        parts.payer_name,
        parts.financial_class,
        parts._file_id,
        parts._line,
        coalesce(
            parts.responsible_party = 'insurance'
            and charges.secondary_payer_name is not null
            and charges.adjudication_date is not null
            and charges.secondary_bill_date is not null,
            false
        ) as is_with_secondary
    from parts
    left join charges
        on
            parts.practice_id = charges.practice_id
            and parts.charge_number = charges.charge_number
    where parts.part_amount <> 0
),

final as (
    select
        items.practice_id,
        items.charge_number,
        items.responsible_party,
        items.entity_id,
        items.as_of,
        items.part_amount as open_amount,
        case when items.is_with_secondary then charges.secondary_payer_name else items.payer_name end as payer_name,
        case
            when items.is_with_secondary then charges.secondary_financial_class
            else items.financial_class
        end as financial_class,
        charges.service_date,
        case
            when items.responsible_party = 'patient' then charges.patient_bill_date
            when items.is_with_secondary then charges.secondary_bill_date
            else charges.first_bill_date
        end as bill_date,
        case
            when items.responsible_party = 'insurance' then coalesce(charges.first_bill_date, charges.posting_date)
            when charges.is_self_pay then charges.service_date
            else coalesce(charges.adjudication_date, charges.patient_bill_date, charges.service_date)
        end as responsibility_date,
        charges.claim_number,
        charges.location_id,
        charges.location_name,
        charges.provider_id,
        charges.procedure_code,
        items._file_id,
        items._line
    from items
    left join charges
        on
            items.practice_id = charges.practice_id
            and items.charge_number = charges.charge_number
)

select * from final
