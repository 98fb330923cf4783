-- Each charge line as the payers decided it beside the same line as the PM system shows it. A line waits while a
-- remittance that decides it is not due: it does not add up, or its money is not here yet.
with
remitted as (
    select * from {{ ref('int_remitted_lines') }}
),

pm_postings as (
    select * from {{ ref('int_pm_line_postings') }}
),

charges as (
    select
        entity_id,
        upper(charge_number) as charge_number,
        max(claim_number) as claim_number
    from {{ ref('int_pm_charges') }}
    group by entity_id, upper(charge_number)
),

waiting as (
    select * from {{ ref('int_lines_waiting') }}
),

compared as (
    select
        remitted.entity_id,
        coalesce(charges.claim_number, remitted.claim_number) as claim_number,
        remitted.charge_number,
        remitted.payer_sequence,
        remitted.payer_name,
        remitted.remittance_id,
        remitted.trace_number,
        remitted.payment_date as remittance_date,
        pm_postings.posting_date,
        remitted.era_paid_amount,
        coalesce(pm_postings.pm_paid_amount, 0) as pm_paid_amount,
        remitted.era_contractual_amount,
        coalesce(pm_postings.pm_adjusted_amount, 0) as pm_adjusted_amount,
        remitted.era_unmapped_amount,
        remitted.claim_level_amount,
        remitted.claim_level_contractual_amount,
        remitted.unposted_remittance_id,
        remitted.unposted_paid_amount,
        remitted.last_paid_amount,
        remitted.taken_back_amount,
        coalesce(remitted.era_patient_amount, 0) as era_patient_amount,
        remitted.is_reversed,
        remitted.is_taken_back,
        remitted.is_denied,
        coalesce(pm_postings.pm_contractual_amount, 0) as pm_contractual_amount
    from remitted
    left join charges
        on
            remitted.entity_id = charges.entity_id
            and remitted.charge_number = charges.charge_number
    left join pm_postings
        on
            remitted.entity_id = pm_postings.entity_id
            and remitted.charge_number = pm_postings.charge_number
            and remitted.payer_sequence = pm_postings.payer_sequence
    left join waiting
        on
            remitted.entity_id = waiting.entity_id
            and remitted.charge_number = waiting.charge_number
            and remitted.payer_sequence = waiting.payer_sequence
    where waiting.charge_number is null
),

-- what is taken from a claim as a whole the PM system spreads over its lines: such a claim is held together
summed as (
    select
        *,
        sum(abs(claim_level_amount)) over (claim_lines) as cut_amount,
        sum(era_paid_amount - claim_level_amount - pm_paid_amount) over (claim_lines) as claim_difference_amount
    from compared
    window claim_lines as (partition by entity_id, claim_number, payer_sequence)
),

final as (
    select
        *,
        cut_amount > 0 and claim_difference_amount = 0 as is_spread
    from summed
)

select * from final
