-- When and to whom each charge line was first billed according to the claims sent (837): what stands in for a bill date
-- or payer the PM system does not export. Payers that several claims of a line name differently say nothing.
with
numbers as (
    select * from {{ ref('int_charge_claims') }}
),

charges as (
    select
        entity_id,
        upper(charge_number) as charge_number,
        service_date
    from {{ ref('int_pm_charges') }}
),

-- A claim that takes another back (8) bills nothing.
submissions as (
    select
        entity_id,
        claim_key,
        submission_date,
        service_start_date,
        payer_name,
        financial_class,
        payer_sequence
    from {{ ref('int_claim_submissions') }}
    where
        payer_sequence in ('P', 'S')
        and coalesce(frequency_code, '1') <> '8'
),

sent as (
    select
        charges.entity_id,
        charges.charge_number,
        submissions.payer_sequence,
        min(submissions.submission_date) as bill_date,
        case when min(submissions.payer_name) = max(submissions.payer_name) then min(submissions.payer_name) end
            as payer_name,
        min(submissions.financial_class) as financial_class
    from charges
    inner join numbers
        on
            charges.entity_id = numbers.entity_id
            and charges.charge_number = numbers.charge_number
    inner join submissions
        on
            numbers.entity_id = submissions.entity_id
            and numbers.claim_number = submissions.claim_key
            and charges.service_date >= coalesce(submissions.service_start_date, charges.service_date)
            and charges.service_date <= submissions.submission_date
    group by charges.entity_id, charges.charge_number, submissions.payer_sequence
),

final as (
    select
        entity_id,
        charge_number,
        max(case payer_sequence when 'P' then bill_date end) as first_bill_date,
        max(case payer_sequence when 'P' then payer_name end) as payer_name,
        max(case payer_sequence when 'P' then financial_class end) as financial_class,
        max(case payer_sequence when 'S' then bill_date end) as secondary_bill_date,
        max(case payer_sequence when 'S' then payer_name end) as secondary_payer_name,
        max(case payer_sequence when 'S' then financial_class end) as secondary_financial_class
    from sent
    group by entity_id, charge_number
)

select * from final
