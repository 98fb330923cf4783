-- Advice sent twice is one row; cash and checks of patients are added up by batch, as on a deposit slip.
with
remittances as (
    select distinct
        'remittance' as evidence_kind,
        payment_date as day,
        payment_amount as amount,
        coalesce(trace_number, '') as key,
        concat_ws(
            '|',
            coalesce(payer_identifier, ''),
            coalesce(trace_number, ''),
            payment_date,
            cast(payment_amount * 100 as bigint)
        ) as evidence_ref
    from raw.remittance_payment
    where payment_amount > 0
),

payouts as (
    select distinct
        'card_payout' as evidence_kind,
        payout_date as day,
        amount,
        payout_number as key,
        payout_number as evidence_ref
    from raw.card_payout
    where amount > 0
),

payments as (
    select
        practice_id,
        payment_number,
        max(batch_number) as batch_number,
        max(posting_date) as posting_date,
        max(amount) as amount
    from raw.pm_payment
    where payer_type = 'patient' and method in ('cash', 'check') and batch_number is not null
    group by practice_id, payment_number
),

batches as (
    select
        'pm_batch' as evidence_kind,
        max(posting_date) as day,
        sum(amount) as amount,
        batch_number as key,
        concat_ws('|', practice_id, batch_number) as evidence_ref
    from payments
    group by practice_id, batch_number
)

select
    evidence_kind,
    cast(day as timestamp) as date,
    cast(amount * 100 as bigint) as amount_cents,
    key,
    evidence_ref
from (
    select * from remittances
    union all
    select * from payouts
    union all
    select * from batches
)
order by date, evidence_kind, evidence_ref
