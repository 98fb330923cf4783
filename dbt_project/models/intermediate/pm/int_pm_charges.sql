-- Charge lines that stand: those a PM system exports as charges, and those it only exports as movements. Where a charge
-- line does not know its payer or its bills, its claim may; with a voided claim its charge lines fall.
with
claims as (
    select
        *,
        {{ is_void() }} as is_void
    from {{ ref('stg_pm_claims') }}
),

charges as (
    select
        practice_id,
        charge_number,
        entity_id,
        claim_number,
        location_id,
        location_name,
        provider_id,
        procedure_code,
        modifiers,
        service_date,
        posting_date,
        coalesce(is_posting_day_stated <> 'N', true) as is_posting_day_stated,
        first_bill_date,
        secondary_bill_date,
        adjudication_date,
        secondary_adjudication_date,
        patient_bill_date,
        amount,
        patient_balance,
        total_balance,
        payer_name,
        secondary_payer_name,
        _file_id,
        _line
    from {{ ref('stg_pm_charges') }}
    where not {{ is_void() }}
    union all
    select
        practice_id,
        charge_number,
        entity_id,
        claim_number,
        location_id,
        cast(null as {{ type_text() }}) as location_name,
        provider_id,
        procedure_code,
        modifiers,
        service_date,
        posting_date,
        is_posting_day_stated,
        cast(null as date) as first_bill_date,
        cast(null as date) as secondary_bill_date,
        cast(null as date) as adjudication_date,
        cast(null as date) as secondary_adjudication_date,
        cast(null as date) as patient_bill_date,
        amount,
        cast(null as decimal(18, 2)) as patient_balance,
        cast(null as decimal(18, 2)) as total_balance,
        payer_name,
        cast(null as {{ type_text() }}) as secondary_payer_name,
        _file_id,
        _line
    from {{ ref('int_pm_movement_charges') }}
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
        charges.modifiers,
        charges.service_date,
        charges.posting_date,
        charges.is_posting_day_stated,
        coalesce(charges.first_bill_date, claims.first_bill_date) as first_bill_date,
        coalesce(charges.secondary_bill_date, claims.secondary_bill_date) as secondary_bill_date,
        charges.adjudication_date,
        charges.secondary_adjudication_date,
        coalesce(charges.patient_bill_date, claims.patient_bill_date) as patient_bill_date,
        charges.amount,
        charges.patient_balance,
        charges.total_balance,
        case
            when charges.payer_name = 'Unknown' and claims.claim_number is not null then claims.payer_name
            else charges.payer_name
        end as payer_name,
        coalesce(charges.secondary_payer_name, claims.secondary_payer_name) as secondary_payer_name,
        charges._file_id,
        charges._line
    from charges
    left join claims
        on
            charges.practice_id = claims.practice_id
            and charges.claim_number = claims.claim_number
    where not coalesce(claims.is_void, false)
)

select * from final
