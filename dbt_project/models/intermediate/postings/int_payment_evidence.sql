-- The one thing that stands behind a PM payment, where there is exactly one: an insurer's payment has the remittance of
-- its number, a card payment the payout that carried it, cash and checks the batch on the deposit slip; and the bank
-- line that brought it.
with
payments as (
    select
        payments.pm_payment_id,
        payments.entity_id,
        payments.practice_id,
        payments.payer_type,
        payments.method,
        payments.batch_number,
        {{ normalise_reference('coalesce(payments.reference_number, found.trace_number)') }} as reference_key
    from {{ ref('int_pm_payments') }} as payments
    left join {{ ref('int_payment_remittances') }} as found
        on payments.pm_payment_id = found.pm_payment_id
),

remittances as (
    select
        payments.pm_payment_id,
        'remittance' as evidence_kind,
        remittances.remittance_id as evidence_id,
        1 as evidence_rank
    from payments
    inner join {{ ref('stg_remittance_payments') }} as remittances
        on
            payments.reference_key = {{ normalise_reference('remittances.trace_number') }}
            and {{ same_entity('payments.entity_id', 'remittances.entity_id') }}
    where payments.payer_type = 'insurance'
),

payouts as (
    select
        postings.pm_payment_id,
        'card_payout' as evidence_kind,
        payouts.card_payout_id as evidence_id,
        2 as evidence_rank
    from {{ ref('int_card_postings') }} as postings
    inner join {{ ref('stg_card_payouts') }} as payouts
        on
            postings.processor = payouts.processor
            and postings.payout_number = payouts.payout_number
    where postings.category = 'charge'
),

batches as (
    select
        payments.pm_payment_id,
        'pm_batch' as evidence_kind,
        batches.pm_batch_id as evidence_id,
        3 as evidence_rank
    from payments
    inner join {{ ref('int_pm_batches') }} as batches
        on {{ surrogate_key(['payments.practice_id', 'payments.batch_number']) }} = batches.pm_batch_id
    where payments.method in ('cash', 'check', 'eft')
),

found as (
    select * from remittances
    union
    select * from payouts
    union
    select * from batches
),

single as (
    select
        pm_payment_id,
        evidence_kind,
        evidence_id
    from found
    qualify
        evidence_rank = min(evidence_rank) over (partition by pm_payment_id)
        and count(*) over (partition by pm_payment_id, evidence_rank) = 1
),

deposits as (
    select
        evidence_kind,
        evidence_id,
        case when count(distinct deposit_id) = 1 then min(deposit_id) end as deposit_id
    from {{ ref('int_deposit_matches') }}
    group by evidence_kind, evidence_id
),

final as (
    select
        single.pm_payment_id,
        single.evidence_kind,
        single.evidence_id,
        deposits.deposit_id
    from single
    left join deposits
        on
            single.evidence_kind = deposits.evidence_kind
            and single.evidence_id = deposits.evidence_id
)

select * from final
