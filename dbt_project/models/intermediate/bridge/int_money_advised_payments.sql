-- Payments of insurers in the PM system with the remittances that bear their number: those of the payer first, else the
-- only one, where the number is long enough to be nobody else's.
with
payments as (
    select * from {{ ref('int_money_numbered_payments') }}
    where payer_type = 'insurance'
),

evidence as (
    select * from {{ ref('int_money_evidence') }}
),

numbers as (
    select
        entity_id,
        reference_key,
        payer_id,
        min(money_id) as money_id,
        count(*) over (partition by entity_id, reference_key) as payer_count
    from evidence
    where
        evidence_kind = 'remittance'
        and reference_key is not null
    group by entity_id, reference_key, payer_id
),

final as (
    select
        payments.pm_payment_id,
        numbers.money_id,
        case when payments.payer_id = numbers.payer_id then 1 else 2 end as place
    from payments
    inner join numbers
        on
            payments.reference_key = numbers.reference_key
            and payments.entity_id = numbers.entity_id
            and (
                payments.payer_id = numbers.payer_id
                or (numbers.payer_count = 1 and (payments.payer_id is null or length(numbers.reference_key) >= 7))
            )
)

select * from final
