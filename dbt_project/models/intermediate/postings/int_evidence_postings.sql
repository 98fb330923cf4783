-- What each piece of evidence says was paid, and what of it the PM system has posted, whoever brought the money. A bank
-- line pays all parts of a payment that came in several remittances: the leading one speaks for all of them.
with
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

remittances as (
    select
        parts.remittance_id as evidence_id,
        payers.payer_name,
        parts.group_claim_paid_amount as claim_paid_amount,
        parts.group_provider_adjustment_amount as provider_adjustment_amount,
        cast(null as decimal(18, 2)) as card_gross_amount,
        cast(null as decimal(18, 2)) as card_fee_amount,
        parts.group_claim_paid_amount as expected_amount,
        postings.posting_date,
        postings.posted_amount
    from {{ ref('int_remittance_groups') }} as parts
    left join {{ ref('int_remittance_payers') }} as payers
        on parts.remittance_id = payers.remittance_id
    left join remittance_postings as postings
        on parts.remittance_id = postings.remittance_id
),

payouts as (
    select
        payouts.card_payout_id as evidence_id,
        cast(null as {{ type_text() }}) as payer_name,
        cast(null as decimal(18, 2)) as claim_paid_amount,
        cast(null as decimal(18, 2)) as provider_adjustment_amount,
        settlements.charge_amount + settlements.refund_amount as card_gross_amount,
        settlements.fee_amount as card_fee_amount,
        settlements.charge_amount + settlements.refund_amount as expected_amount,
        settlements.posting_date,
        settlements.pm_posted_amount as posted_amount
    from {{ ref('stg_card_payouts') }} as payouts
    inner join {{ ref('int_payout_settlements') }} as settlements
        on
            payouts.processor = settlements.processor
            and payouts.payout_number = settlements.payout_number
),

-- agencies and portals send money of patients that the PM system shows under the number of the statement or batch
takings as (
    select
        batches.evidence_id,
        batches.evidence_amount as expected_amount,
        max(payments.posting_date) as posting_date,
        sum(payments.amount) as posted_amount
    from {{ ref('int_agents_batches') }} as batches
    left join {{ ref('int_pm_payments') }} as payments
        on
            batches.key_text = payments.batch_number
            or batches.key_text = payments.reference_number
    group by batches.evidence_id, batches.evidence_amount
    union all
    select
        pm_batch_id as evidence_id,
        batch_amount as expected_amount,
        batch_date as posting_date,
        batch_amount as posted_amount
    from {{ ref('int_pm_batches') }}
),

final as (
    select * from remittances
    union all
    select * from payouts
    union all
    select
        evidence_id,
        cast(null as {{ type_text() }}) as payer_name,
        cast(null as decimal(18, 2)) as claim_paid_amount,
        cast(null as decimal(18, 2)) as provider_adjustment_amount,
        cast(null as decimal(18, 2)) as card_gross_amount,
        cast(null as decimal(18, 2)) as card_fee_amount,
        expected_amount,
        posting_date,
        posted_amount
    from takings
)

select * from final
