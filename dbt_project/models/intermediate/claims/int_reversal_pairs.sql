-- Reversals (claim status 22) with the decision each of them takes back: the payer's own claim number pairs them, else
-- the claim number and the day of service. A decision negated exactly comes first, then the latest before.
with
claims as (
    select
        claims.remittance_id,
        claims.claim_position,
        claims.entity_id,
        claims.claim_number,
        coalesce(claims.claim_status, '') = '22' as is_reversal,
        payments.payment_date,
        payments.payer_identifier,
        claims.charge_amount,
        claims.paid_amount,
        coalesce(
            claims.payer_claim_number,
            concat_ws(' ', claims.claim_number, cast(claims.service_start_date as {{ type_text() }}))
        ) as pair_key
    from {{ ref('stg_remittance_claims') }} as claims
    inner join {{ ref('stg_remittance_payments') }} as payments
        on claims.remittance_id = payments.remittance_id
    inner join {{ ref('int_remittance_verdicts') }} as verdicts
        on claims.remittance_id = verdicts.remittance_id
    where
        coalesce(claims.claim_status, '') <> '25'
        and not verdicts.is_repeated
),

final as (
    select
        reversals.remittance_id,
        reversals.claim_position,
        reversals.claim_number,
        reversals.payment_date,
        originals.remittance_id as original_remittance_id,
        originals.claim_position as original_claim_position
    from claims as reversals
    inner join claims as originals
        on
            reversals.entity_id = originals.entity_id
            and reversals.payer_identifier = originals.payer_identifier
            and reversals.pair_key = originals.pair_key
            and reversals.charge_amount = -originals.charge_amount
            and reversals.payment_date >= originals.payment_date
    where
        reversals.is_reversal
        and not originals.is_reversal
    qualify
        row_number() over (
            partition by reversals.remittance_id, reversals.claim_position
            order by
                case when reversals.paid_amount = -originals.paid_amount then 0 else 1 end,
                case when reversals.remittance_id = originals.remittance_id then 1 else 0 end,
                originals.payment_date desc,
                originals.remittance_id asc,
                originals.claim_position asc
        ) = 1
)

select * from final
