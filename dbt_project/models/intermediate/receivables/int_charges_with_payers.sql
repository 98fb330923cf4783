-- Charge lines with their payers by the names of the seeds. What the PM system does not say, the claims sent say: who
-- pays first where it is Unknown, who pays second, and when they were billed.
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
        coalesce(charges.first_bill_date, bills.first_bill_date) as first_bill_date,
        coalesce(charges.secondary_bill_date, bills.secondary_bill_date) as secondary_bill_date,
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
            else coalesce(primary_payers.payer_name, charges.payer_name)
        end as payer_name,
        case
            when charges.payer_name is null then 'self-pay'
            when charges.payer_name = 'Unknown' and bills.payer_name is not null then bills.financial_class
            else coalesce(primary_payers.financial_class, 'unknown')
        end as financial_class,
        coalesce(secondary_payers.payer_name, charges.secondary_payer_name, bills.secondary_payer_name)
            as secondary_payer_name,
        case
            when charges.secondary_payer_name is null and bills.secondary_payer_name is null then null
            when charges.secondary_payer_name is null then bills.secondary_financial_class
            else coalesce(secondary_payers.financial_class, 'unknown')
        end as secondary_financial_class,
        charges._file_id,
        charges._line
    from charges
    left join pm_payers as primary_payers on upper(charges.payer_name) = primary_payers.pm_name
    left join pm_payers as secondary_payers on upper(charges.secondary_payer_name) = secondary_payers.pm_name
    left join bills
        on
            charges.entity_id = bills.entity_id
            and upper(charges.charge_number) = bills.charge_number
)

select * from final
