-- What the PM system has posted of each bank line: through its evidence where it is matched, else under the trace or
-- check number the bank names.
with
bank_lines as (
    select
        deposit_id,
        entity_id,
        {{ normalise_reference('coalesce(stated_trace, customer_reference)') }} as reference_key
    from {{ ref('int_bank_lines') }}
    where direction = 'credit'
),

matches as (
    select
        deposit_id,
        evidence_kind,
        evidence_id
    from {{ ref('int_deposit_matches') }}
),

remittance_postings as (
    select
        remittance_id,
        claim_paid_amount,
        posting_date,
        posted_amount
    from {{ ref('int_remittance_postings') }}
),

payouts as (
    select
        payouts.card_payout_id,
        settlements.charge_amount + settlements.refund_amount as expected_amount,
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

payments as (
    select
        entity_id,
        posting_date,
        amount,
        {{ normalise_reference('reference_number') }} as reference_key
    from {{ ref('int_pm_payments') }}
    where payer_type = 'insurance'
),

unmatched as (
    select
        bank_lines.deposit_id,
        max(payments.posting_date) as posting_date,
        sum(payments.amount) as posted_amount
    from bank_lines
    inner join payments
        on
            bank_lines.reference_key = payments.reference_key
            and {{ same_entity('bank_lines.entity_id', 'payments.entity_id') }}
    left join matches
        on bank_lines.deposit_id = matches.deposit_id
    where matches.deposit_id is null
    group by bank_lines.deposit_id
),

matched as (
    select
        matches.deposit_id,
        coalesce(remittance_postings.claim_paid_amount, payouts.expected_amount, batches.batch_amount)
            as expected_amount,
        coalesce(remittance_postings.posting_date, payouts.posting_date, batches.batch_date) as posting_date,
        coalesce(remittance_postings.posted_amount, payouts.pm_posted_amount, batches.batch_amount) as posted_amount
    from matches
    left join remittance_postings
        on matches.evidence_id = remittance_postings.remittance_id
    left join payouts
        on matches.evidence_id = payouts.card_payout_id
    left join batches
        on matches.evidence_id = batches.pm_batch_id
),

final as (
    select
        deposit_id,
        expected_amount,
        posting_date,
        coalesce(posted_amount, 0) as posted_amount
    from matched
    union all
    select
        deposit_id,
        cast(null as decimal(18, 2)) as expected_amount,
        posting_date,
        posted_amount
    from unmatched
)

select * from final
