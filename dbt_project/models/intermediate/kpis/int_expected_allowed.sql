-- What each insured charge line should bring: what its first payer allowed, else, denied or undecided, the rate of
-- its procedure in the contract or as learned. A line without either has no expectation. Capitated lines bring
-- nothing and are left out.
with
payers as (
    select
        payer_name,
        min(payer_id) as payer_id
    from {{ ref('payers') }}
    group by payer_name
),

charges as (
    select
        charges.*,
        upper(charges.charge_number) as charge_key,
        billed.modifiers,
        payers.payer_id
    from {{ ref('int_charges_with_payers') }} as charges
    inner join {{ ref('int_pm_charges') }} as billed
        on
            charges.practice_id = billed.practice_id
            and charges.charge_number = billed.charge_number
    left join payers on charges.payer_name = payers.payer_name
    where not charges.is_self_pay
),

allowed as (
    select
        entity_id,
        upper(charge_number) as charge_key,
        sum(allowed_amount) as allowed_amount
    from {{ ref('int_priced_lines') }}
    where charge_number is not null
    group by entity_id, upper(charge_number)
),

capitated as (
    select * from {{ ref('int_capitated_charges') }}
),

rated as (
    select
        charges.practice_id,
        charges.charge_number,
        rates.rate_source,
        rates.rate_amount
    from charges
    inner join {{ ref('int_rates') }} as rates
        on
            charges.payer_id = rates.payer_id
            and charges.procedure_code = rates.procedure_code
            and charges.service_date >= rates.effective_date
            and charges.service_date <= coalesce(rates.until_date, charges.service_date)
            and (rates.entity_id = 'all' or charges.entity_id = rates.entity_id)
            and rates.modifier in ('', upper(coalesce(charges.modifiers, '')))
    qualify
        row_number() over (
            partition by charges.practice_id, charges.charge_number
            order by
                case rates.rate_source when 'contract' then 1 else 2 end,
                length(rates.modifier) desc,
                rates.effective_date desc,
                rates.rate_id asc
        ) = 1
),

final as (
    select
        charges.entity_id,
        charges.practice_id,
        charges.charge_number,
        charges.charge_key,
        charges.payer_name,
        charges.financial_class,
        charges.service_date,
        case
            when allowed.charge_key is not null then 'remittance'
            else rated.rate_source
        end as expected_source,
        cast(
            case
                when allowed.charge_key is not null then allowed.allowed_amount
                when rated.rate_amount is not null then least(rated.rate_amount, charges.amount)
            end as decimal(18, 2)
        ) as expected_amount
    from charges
    left join allowed
        on
            charges.entity_id = allowed.entity_id
            and charges.charge_key = allowed.charge_key
    left join rated
        on
            charges.practice_id = rated.practice_id
            and charges.charge_number = rated.charge_number
    left join capitated
        on
            charges.entity_id = capitated.entity_id
            and charges.charge_key = capitated.charge_key
    where capitated.charge_key is null
)

select * from final
