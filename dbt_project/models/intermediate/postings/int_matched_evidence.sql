-- What each piece of matched evidence says and what of it the PM system has posted, for the bank line it came with.
-- Where one remittance came in several credits, a later part says what it brought and the first part says the rest.
with
matches as (
    select * from {{ ref('int_deposit_matches') }}
),

-- a bank line pays all parts of a payment
remittance_balances as (
    select
        remittance_id,
        group_claim_paid_amount as claim_paid_amount,
        group_provider_adjustment_amount as provider_adjustment_amount
    from {{ ref('int_remittance_groups') }}
),

remittance_payers as (
    select
        remittance_id,
        payer_name
    from {{ ref('int_remittance_payers') }}
),

remittance_postings as (
    select
        parts.leading_remittance_id as remittance_id,
        max(postings.posting_date) as posting_date,
        sum(postings.posted_amount) as posted_amount
    from {{ ref('int_remittance_postings') }} as postings
    inner join {{ ref('int_remittance_groups') }} as parts
        on postings.remittance_id = parts.remittance_id
    group by parts.leading_remittance_id
),

payouts as (
    select
        payouts.card_payout_id,
        settlements.charge_amount + settlements.refund_amount as card_gross_amount,
        settlements.fee_amount as card_fee_amount,
        settlements.posting_date,
        settlements.pm_posted_amount
    from {{ ref('stg_card_payouts') }} as payouts
    inner join {{ ref('int_payout_settlements') }} as settlements
        on
            payouts.processor = settlements.processor
            and payouts.payout_number = settlements.payout_number
),

batches as (
    select
        pm_batch_id,
        batch_date,
        batch_amount
    from {{ ref('int_pm_batches') }}
),

-- agencies and portals send money of patients that the PM system shows under the number of the statement or batch
agents_batches as (
    select
        batches.evidence_id,
        batches.evidence_amount,
        max(payments.posting_date) as posting_date,
        sum(payments.amount) as posted_amount
    from {{ ref('int_agents_batches') }} as batches
    left join {{ ref('int_pm_payments') }} as payments
        on
            batches.key_text = payments.batch_number
            or batches.key_text = payments.reference_number
    group by batches.evidence_id, batches.evidence_amount
),

told as (
    select
        matches.*,
        remittance_payers.payer_name,
        remittance_balances.claim_paid_amount as whole_claim_paid_amount,
        remittance_balances.provider_adjustment_amount as whole_provider_adjustment_amount,
        payouts.card_gross_amount,
        payouts.card_fee_amount,
        coalesce(
            remittance_balances.claim_paid_amount,
            payouts.card_gross_amount,
            batches.batch_amount,
            agents_batches.evidence_amount
        ) as whole_expected_amount,
        coalesce(
            remittance_postings.posting_date, payouts.posting_date, batches.batch_date, agents_batches.posting_date
        ) as posting_date,
        coalesce(
            remittance_postings.posted_amount,
            payouts.pm_posted_amount,
            batches.batch_amount,
            agents_batches.posted_amount,
            0
        ) as whole_posted_amount
    from matches
    left join remittance_balances
        on matches.evidence_id = remittance_balances.remittance_id
    left join remittance_payers
        on matches.evidence_id = remittance_payers.remittance_id
    left join remittance_postings
        on matches.evidence_id = remittance_postings.remittance_id
    left join payouts
        on matches.evidence_id = payouts.card_payout_id
    left join batches
        on matches.evidence_id = batches.pm_batch_id
    left join agents_batches
        on matches.evidence_id = agents_batches.evidence_id
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
