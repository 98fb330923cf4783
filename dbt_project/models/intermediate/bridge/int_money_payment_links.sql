-- What each PM payment can be a posting of, with the order in which that counts: the remittance with its number, the
-- sale taken back or sold, the returned item it reverses, the batch of others or the check it came with, the bank line
-- that names its number, the slip of its batch.
with
payments as (
    select * from {{ ref('int_money_numbered_payments') }}
),

evidence as (
    select * from {{ ref('int_money_evidence') }}
),

sold as (
    select
        postings.pm_payment_id,
        evidence.money_id
    from {{ ref('int_card_postings') }} as postings
    inner join {{ ref('stg_card_payouts') }} as payouts
        on
            postings.processor = payouts.processor
            and postings.payout_number = payouts.payout_number
    inner join evidence
        on
            payouts.card_payout_id = evidence.evidence_id
            and evidence.evidence_kind = 'card_payout'
    where postings.category = 'charge'
),

returned as (
    select
        reversal_pm_payment_id as pm_payment_id,
        {{ surrogate_key(["'return'", 'deposit_id']) }} as money_id
    from {{ ref('int_returned_items') }}
    where redeposit_id is null
),

sent_on as (
    select
        payments.pm_payment_id,
        evidence.money_id
    from payments
    inner join evidence
        on
            payments.entity_id = evidence.entity_id
            and (payments.batch_key = evidence.reference_key or payments.reference_key = evidence.reference_key)
    where evidence.evidence_kind in ('agency_collection', 'portal_batch')
),

checked as (
    select
        payments.pm_payment_id,
        evidence.money_id
    from payments
    inner join evidence
        on
            payments.entity_id = evidence.entity_id
            and payments.reference_key = evidence.reference_key
            and evidence.evidence_kind = 'lockbox_item'
    where payments.method = 'check'
),

banked as (
    select
        payments.pm_payment_id,
        bank_lines.money_id
    from payments
    inner join {{ ref('int_money_bank_lines') }} as bank_lines
        on bank_lines.money_id = {{ surrogate_key(["'number'", 'payments.entity_id', 'payments.reference_key']) }}
    where payments.payer_type = 'insurance'
),

slips as (
    select
        payments.pm_payment_id,
        evidence.money_id
    from payments
    inner join evidence
        on
            {{ surrogate_key(['payments.practice_id', 'payments.batch_number']) }} = evidence.evidence_id
            and evidence.evidence_kind = 'pm_batch'
    where
        payments.method in ('cash', 'check')
        or (payments.method = 'eft' and payments.payer_type = 'patient')
),

final as (
    select
        pm_payment_id,
        money_id,
        place
    from {{ ref('int_money_advised_payments') }}
    {%- for links in [ref('int_money_card_reversals'), 'sold', 'returned', 'sent_on', 'checked', 'banked', 'slips'] %}
    union all
    select
        pm_payment_id,
        money_id,
        {{ loop.index + 2 }} as place
    from {{ links }}
    {%- endfor %}
)

select * from final
