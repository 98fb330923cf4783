-- Charge lines with their payers by the names of the seeds. What the PM system does not say, the claims sent say: who
-- pays first where it is Unknown, who pays second, and when they were billed. What it says stands: a charge without
-- payer is self-pay, a bill to another payer than it names is not its bill, and where it dates the bills of a practice,
-- a charge without a date is not billed.
with
charges as (
    select * from {{ ref('int_pm_charges') }}
),

bills as (
    select * from {{ ref('int_charge_bills') }}
),

pm_payers as (
    select
        upper(aliases.alias) as pm_name,
        payers.payer_name,
        payers.financial_class
    from {{ ref('payer_aliases') }} as aliases
    inner join {{ ref('payers') }} as payers on aliases.payer_id = payers.payer_id
    where aliases.alias_kind = 'pm_name'
),

practices as (
    select
        practice_id,
        count(first_bill_date) > 0 as dates_first_bills,
        count(secondary_bill_date) > 0 as dates_secondary_bills
    from charges
    group by practice_id
),

named as (
    select
        charges.*,
        coalesce(primary_payers.payer_name, charges.payer_name) as pm_payer_name,
        coalesce(primary_payers.financial_class, 'unknown') as pm_financial_class,
        coalesce(secondary_payers.payer_name, charges.secondary_payer_name) as pm_secondary_payer_name,
        coalesce(secondary_payers.financial_class, 'unknown') as pm_secondary_financial_class
    from charges
    left join pm_payers as primary_payers on upper(charges.payer_name) = primary_payers.pm_name
    left join pm_payers as secondary_payers on upper(charges.secondary_payer_name) = secondary_payers.pm_name
),

final as (
    select
        charges.practice_id,
        charges.charge_number,
        charges.entity_id,
        charges.claim_number,
        charges.location_id,
        charges.location_name,
        charges.provider_id,
        charges.procedure_code,
        charges.service_date,
        charges.posting_date,
        charges.is_posting_day_stated,
        case
            when
                charges.first_bill_date is null
                and not practices.dates_first_bills
                and (charges.payer_name = 'Unknown' or upper(charges.pm_payer_name) = upper(bills.payer_name))
                then bills.first_bill_date
            else charges.first_bill_date
        end as first_bill_date,
        case
            when
                charges.secondary_bill_date is null
                and not practices.dates_secondary_bills
                and charges.payer_name is not null
                and (
                    charges.secondary_payer_name is null
                    or upper(charges.pm_secondary_payer_name) = upper(bills.secondary_payer_name)
                )
                then bills.secondary_bill_date
            else charges.secondary_bill_date
        end as secondary_bill_date,
        charges.adjudication_date,
        charges.secondary_adjudication_date,
        charges.patient_bill_date,
        charges.amount,
        charges.patient_balance,
        charges.total_balance,
        charges.payer_name is null as is_self_pay,
        case
            when charges.payer_name is null then 'Self-pay'
            when charges.payer_name = 'Unknown' then coalesce(bills.payer_name, charges.payer_name)
            else charges.pm_payer_name
        end as payer_name,
        case
            when charges.payer_name is null then 'self-pay'
            when charges.payer_name = 'Unknown' and bills.payer_name is not null then bills.financial_class
            else charges.pm_financial_class
        end as financial_class,
        case
            when charges.secondary_payer_name is not null then charges.pm_secondary_payer_name
            when charges.payer_name is not null then bills.secondary_payer_name
        end as secondary_payer_name,
        case
            when charges.secondary_payer_name is not null then charges.pm_secondary_financial_class
            when charges.payer_name is not null and bills.secondary_payer_name is not null
                then bills.secondary_financial_class
        end as secondary_financial_class,
        charges._file_id,
        charges._line
    from named as charges
    inner join practices on charges.practice_id = practices.practice_id
    left join bills
        on
            charges.practice_id = bills.practice_id
            and upper(charges.charge_number) = bills.charge_number
)

select * from final
