-- When and to whom each charge line was first billed according to the claims sent (837): what stands in for a bill date
-- or payer the PM system does not export. A claim bills a line whose number one of its own lines bears, or whose claim
-- has its number. Payers that several claims of a line name differently say nothing.
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
        transaction_digest,
        claim_position,
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

lines as (
    select distinct
        transaction_digest,
        claim_position,
        upper(trim(line_control_number)) as charge_number
    from {{ ref('stg_claim_lines') }}
    where line_control_number is not null
),

links as (
    select
        numbers.charge_number,
        submissions.*
    from numbers
    inner join submissions
        on
            numbers.entity_id = submissions.entity_id
            and numbers.claim_number = submissions.claim_key
    union
    select
        lines.charge_number,
        submissions.*
    from lines
    inner join submissions
        on
            lines.transaction_digest = submissions.transaction_digest
            and lines.claim_position = submissions.claim_position
),

sent as (
    select
        charges.entity_id,
        charges.charge_number,
        links.payer_sequence,
        min(links.submission_date) as bill_date,
        case when min(links.payer_name) = max(links.payer_name) then min(links.payer_name) end as payer_name,
        min(links.financial_class) as financial_class
    from charges
    inner join links
        on
            charges.entity_id = links.entity_id
            and charges.charge_number = links.charge_number
            and charges.service_date >= coalesce(links.service_start_date, charges.service_date)
            and charges.service_date <= links.submission_date
    group by charges.entity_id, charges.charge_number, links.payer_sequence
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
