-- What each piece of matched evidence says and what of it the PM system has posted, for the bank line it came with.
-- Where one remittance came in several credits, a later part says what it brought and the first part says the rest.
with
told as (
    select
        matches.*,
        evidence.payer_name,
        evidence.claim_paid_amount as whole_claim_paid_amount,
        evidence.provider_adjustment_amount as whole_provider_adjustment_amount,
        evidence.card_gross_amount,
        evidence.card_fee_amount,
        evidence.expected_amount as whole_expected_amount,
        evidence.posting_date,
        coalesce(evidence.posted_amount, 0) as whole_posted_amount
    from {{ ref('int_deposit_matches') }} as matches
    left join {{ ref('int_evidence_postings') }} as evidence
        on matches.evidence_id = evidence.evidence_id
),

parted as (
    select
        *,
        case when part_number > 1 then amount_used else 0 end as later_amount,
        case when part_number > 1 and whole_posted_amount >= whole_expected_amount then amount_used else 0 end
            as later_posted_amount
    from told
),

rested as (
    select
        *,
        sum(later_amount) over (partition by evidence_id) as later_amounts,
        sum(later_posted_amount) over (partition by evidence_id) as later_posted_amounts
    from parted
),

final as (
    select
        match_id,
        deposit_id,
        evidence_kind,
        evidence_id,
        rule,
        evidence_date,
        key_value,
        amount_used,
        payer_name,
        case
            when whole_claim_paid_amount is null then null
            when part_number > 1 then amount_used
            else whole_claim_paid_amount - later_amounts
        end as claim_paid_amount,
        case
            when whole_claim_paid_amount is null then null
            when part_number > 1 then 0
            else whole_provider_adjustment_amount
        end as provider_adjustment_amount,
        card_gross_amount,
        card_fee_amount,
        case when part_number > 1 then amount_used else whole_expected_amount - later_amounts end as expected_amount,
        posting_date,
        case when part_number > 1 then later_posted_amount else whole_posted_amount - later_posted_amounts end
            as posted_amount
    from rested
)

select * from final
