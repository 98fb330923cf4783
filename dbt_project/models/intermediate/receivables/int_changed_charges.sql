-- Claim and payer of every charge line any delivery had, those that are gone included.
with
charges as (
    select
        practice_id,
        charge_number,
        max(claim_number) as claim_number,
        max(payer_name) as pm_name
    from {{ ref('int_pm_delivered_rows') }}
    where record = 'charge'
    group by practice_id, charge_number
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
        charges.claim_number,
        case
            when charges.pm_name is null then 'Self-pay'
            else coalesce(pm_payers.payer_name, charges.pm_name)
        end as payer_name,
        case
            when charges.pm_name is null then 'self-pay'
            else coalesce(pm_payers.financial_class, 'unknown')
        end as financial_class
    from charges
    left join pm_payers on upper(charges.pm_name) = pm_payers.pm_name
)

select * from final
