-- Payments stopped and sent anew: a later remittance of the same payer under another number decides the same claims
-- with the same amounts, and the money of the earlier one never came. Nothing of the earlier one may be posted beside
-- it.
with
remittances as (
    select
        payments.remittance_id,
        payments.entity_id,
        payments.trace_number,
        payments.payment_date,
        payments.payment_amount,
        payments.claim_count,
        payers.payer_id
    from {{ ref('stg_remittance_payments') }} as payments
    inner join {{ ref('int_remittance_groups') }} as parts
        on
            payments.remittance_id = parts.remittance_id
            and parts.is_leading
            and parts.part_count = 1
    inner join {{ ref('int_remittance_payers') }} as payers
        on payments.remittance_id = payers.remittance_id
    where payments.payment_amount > 0
),

claims as (
    select
        remittance_id,
        claim_position,
        payer_claim_number,
        claim_status,
        charge_amount,
        paid_amount,
        -- a payer may list a claim twice with the same amounts: each is paired with one of its like
        row_number() over (
            partition by remittance_id, payer_claim_number, claim_status, charge_amount, paid_amount
            order by claim_position
        ) as like_number
    from {{ ref('stg_remittance_claims') }}
    where payer_claim_number is not null
),

shared as (
    select
        earlier.remittance_id,
        later.remittance_id as later_remittance_id,
        count(*) as claim_count
    from claims as earlier
    inner join claims as later
        on
            earlier.payer_claim_number = later.payer_claim_number
            and earlier.claim_status = later.claim_status
            and earlier.charge_amount = later.charge_amount
            and earlier.paid_amount = later.paid_amount
            and earlier.like_number = later.like_number
            and earlier.remittance_id <> later.remittance_id
    group by earlier.remittance_id, later.remittance_id
),

funded as (
    select distinct evidence_id as remittance_id
    from {{ ref('int_deposit_matches') }}
    where evidence_kind = 'remittance'
),

final as (
    select
        earlier.remittance_id,
        later.remittance_id as reissued_remittance_id,
        later.payment_date as reissued_date
    from shared
    inner join remittances as earlier
        on
            shared.remittance_id = earlier.remittance_id
            and shared.claim_count = earlier.claim_count
    inner join remittances as later
        on
            shared.later_remittance_id = later.remittance_id
            and shared.claim_count = later.claim_count
            and earlier.payer_id = later.payer_id
            and earlier.entity_id = later.entity_id
            and earlier.payment_amount = later.payment_amount
            and earlier.trace_number <> later.trace_number
            and earlier.payment_date < later.payment_date
    left join funded
        on earlier.remittance_id = funded.remittance_id
    where funded.remittance_id is null
    qualify
        row_number() over (
            partition by earlier.remittance_id
            order by later.payment_date, later.remittance_id
        ) = 1
)

select * from final
