with
claims as (
    select * from {{ ref('stg_remittance_claims') }}
),

families as (
    select * from {{ ref('int_claim_families') }}
),

sequences as (
    select * from {{ ref('int_claim_payer_sequences') }}
),

verdicts as (
    select * from {{ ref('int_claim_verdicts') }}
),

amounts as (
    select
        claims.transaction_digest,
        claims.claim_position,
        families.claim_family_id,
        families.sequence_number,
        sequences.payer_sequence,
        claims.charge_amount,
        claims.paid_amount,
        verdicts.contractual_amount,
        case
            when verdicts.patient_amount <> 0 then verdicts.patient_amount
            else coalesce(claims.patient_amount, 0)
        end as patient_amount
    from claims
    inner join families
        on
            claims.transaction_digest = families.transaction_digest
            and claims.claim_position = families.claim_position
    inner join sequences
        on
            claims.transaction_digest = sequences.transaction_digest
            and claims.claim_position = sequences.claim_position
    inner join verdicts
        on
            claims.transaction_digest = verdicts.transaction_digest
            and claims.claim_position = verdicts.claim_position
    left join {{ ref('int_remittances_told_again') }} as again
        on claims.transaction_digest = again.remittance_id
    where coalesce(claims.claim_status, '') not in ('23', '25') and again.remittance_id is null
),

-- What earlier adjudications of the claim, reversals included, have already paid and written off.
earlier as (
    select
        *,
        coalesce(sum(paid_amount) over (
            partition by claim_family_id order by sequence_number
            rows between unbounded preceding and 1 preceding
        ), 0) as earlier_paid_amount,
        coalesce(sum(contractual_amount) over (
            partition by claim_family_id order by sequence_number
            rows between unbounded preceding and 1 preceding
        ), 0) as earlier_contractual_amount
    from amounts
),

-- A later payer often repeats the primary's write-off. It cannot write off more than is still open on the claim.
final as (
    select
        transaction_digest,
        claim_position,
        cast(patient_amount as decimal(18, 2)) as patient_amount,
        cast(
            case
                when payer_sequence = 1 or charge_amount <= 0 or contractual_amount <= 0 then contractual_amount
                else least(
                    contractual_amount,
                    greatest(
                        charge_amount - earlier_paid_amount - earlier_contractual_amount - paid_amount - patient_amount,
                        0
                    )
                )
            end as decimal(18, 2)
        ) as contractual_amount
    from earlier
)

select * from final
