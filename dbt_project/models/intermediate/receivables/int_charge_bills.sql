-- When and to whom each charge line was first billed according to the claims sent (837): what stands in for a bill date
-- or payer the PM system does not export. A claim bills the charges of its number that were served on the days of its
-- own lines, for its number may be used again. A charge that no claim bills so is billed by the claim of which a line
-- of its day bears its number. Payers that several claims of a charge name differently say nothing.
with
charges as (
    select
        entity_id,
        practice_id,
        upper(charge_number) as charge_number,
        service_date
    from {{ ref('int_pm_charges') }}
),

-- A claim that takes another back (8) bills nothing.
submissions as (
    select *
    from {{ ref('int_claim_submissions') }}
    where payer_sequence in ('P', 'S') and coalesce(frequency_code, '1') <> '8'
),

-- A line without a date may be of any day of its claim. A line number that only counts the lines names no charge.
billed_lines as (
    select
        submissions.entity_id,
        submissions.claim_key,
        submissions.submission_date,
        submissions.payer_sequence,
        submissions.payer_name,
        submissions.financial_class,
        case
            when
                ltrim(trim(sent_lines.line_control_number), '0')
                <> ltrim(coalesce(trim(sent_lines.line_number), ''), '0')
                then upper(trim(sent_lines.line_control_number))
        end as named_charge,
        coalesce(sent_lines.service_date, submissions.service_start_date) as first_date,
        coalesce(
            sent_lines.service_end_date,
            sent_lines.service_date,
            submissions.statement_end_date,
            max(sent_lines.service_date) over (partition by submissions.transaction_digest, submissions.claim_position),
            submissions.submission_date
        ) as last_date
    from submissions
    left join {{ ref('stg_claim_lines') }} as sent_lines
        on
            submissions.transaction_digest = sent_lines.transaction_digest
            and submissions.claim_position = sent_lines.claim_position
),

candidates as (
    select
        charges.practice_id,
        charges.charge_number,
        charges.service_date,
        1 as route,
        billed_lines.*
    from charges
    inner join {{ ref('int_charge_claims') }} as numbers
        on
            charges.practice_id = numbers.practice_id
            and charges.charge_number = numbers.charge_number
    inner join billed_lines
        on
            numbers.entity_id = billed_lines.entity_id
            and numbers.claim_number = billed_lines.claim_key
    union all
    select
        charges.practice_id,
        charges.charge_number,
        charges.service_date,
        2 as route,
        billed_lines.*
    from charges
    inner join billed_lines
        on
            charges.entity_id = billed_lines.entity_id
            and charges.charge_number = billed_lines.named_charge
),

found as (
    select
        *,
        min(route) over (partition by practice_id, charge_number) as best_route
    from candidates
    where
        service_date >= coalesce(first_date, service_date)
        and service_date <= least(last_date, submission_date)
),

sent as (
    select
        practice_id,
        charge_number,
        payer_sequence,
        min(submission_date) as bill_date,
        case when min(payer_name) = max(payer_name) then min(payer_name) end as payer_name,
        min(financial_class) as financial_class
    from found
    where route = best_route
    group by practice_id, charge_number, payer_sequence
),

final as (
    select
        practice_id,
        charge_number,
        max(case payer_sequence when 'P' then bill_date end) as first_bill_date,
        max(case payer_sequence when 'P' then payer_name end) as payer_name,
        max(case payer_sequence when 'P' then financial_class end) as financial_class,
        max(case payer_sequence when 'S' then bill_date end) as secondary_bill_date,
        max(case payer_sequence when 'S' then payer_name end) as secondary_payer_name,
        max(case payer_sequence when 'S' then financial_class end) as secondary_financial_class
    from sent
    group by practice_id, charge_number
)

select * from final
