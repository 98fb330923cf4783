-- Every decision of a payer on a claim, and which of them counts: the first, and the latest that stands.
with
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
    select * from {{ ref('int_adjudication_amounts') }}
),

joined as (
    select
        claims.*,
        families.claim_family_id,
        families.payer_id,
        families.payer_name,
        families.financial_class,
        families.adjudication_date,
        families.sequence_number,
        sequences.payer_sequence,
        verdicts.is_capitated,
        verdicts.is_duplicate_denial_only,
        verdicts.is_denied_full,
        verdicts.is_denied_partial,
        verdicts.denied_charge_amount,
        verdicts.adjudicated_charge_amount,
        coalesce(amounts.contractual_amount, 0) as capped_contractual_amount,
        verdicts.contractual_amount as reported_contractual_amount,
        coalesce(amounts.patient_amount, claims.patient_amount, 0) as patient_share_amount,
        coalesce(claims.claim_status, '') = '22' as is_reversal,
        coalesce(claims.claim_status, '') = '25' as is_predetermination,
        again.remittance_id is not null as is_repeat,
        coalesce(claims.claim_status, '') in ('22', '23', '25') or again.remittance_id is not null as is_not_judged
    from {{ ref('stg_remittance_claims') }} as claims
    inner join families
        on claims.transaction_digest = families.transaction_digest and claims.claim_position = families.claim_position
    inner join sequences
        on claims.transaction_digest = sequences.transaction_digest and claims.claim_position = sequences.claim_position
    inner join verdicts
        on claims.transaction_digest = verdicts.transaction_digest and claims.claim_position = verdicts.claim_position
    left join {{ ref('int_remittances_told_again') }} as again on claims.transaction_digest = again.remittance_id
    left join amounts
        on claims.transaction_digest = amounts.transaction_digest and claims.claim_position = amounts.claim_position
),

eligible as (
    select
        *,
        not is_not_judged and not is_duplicate_denial_only as is_decision,
        not is_not_judged and not is_duplicate_denial_only and not is_capitated as is_countable
    from joined
),

-- First: the first decision that counts. Latest: the last decision standing, none where a reversal took it back.
ranked as (
    select
        *,
        row_number() over (
            partition by claim_family_id, payer_sequence, is_countable order by sequence_number
        ) as countable_rank,
        row_number() over (
            partition by claim_family_id, payer_sequence, is_decision order by sequence_number desc
        ) as decision_rank,
        sum(case when is_reversal and not is_repeat then -1 when is_decision then 1 else 0 end) over (
            partition by claim_family_id, payer_sequence
        ) as standing_count
    from eligible
),

final as (
    select
        {{ surrogate_key(['transaction_digest', 'claim_position']) }} as adjudication_id,
        entity_id,
        claim_family_id,
        claim_number,
        payer_claim_number,
        payer_id,
        payer_name,
        financial_class,
        payer_sequence,
        claim_status,
        adjudication_date,
        cast(sequence_number as integer) as sequence_number,
        charge_amount,
        paid_amount,
        cast(patient_share_amount as decimal(18, 2)) as patient_amount,
        cast(capped_contractual_amount as decimal(18, 2)) as contractual_amount,
        reported_contractual_amount,
        cast(case when is_decision then denied_charge_amount else 0 end as decimal(18, 2)) as denied_charge_amount,
        cast(
            case when is_decision and not is_capitated then adjudicated_charge_amount else 0 end as decimal(18, 2)
        ) as adjudicated_charge_amount,
        is_reversal,
        is_predetermination,
        is_repeat,
        is_capitated,
        is_duplicate_denial_only and not is_not_judged as is_duplicate_denial_only,
        is_denied_full and is_decision as is_denied_full,
        is_denied_partial and is_decision as is_denied_partial,
        is_decision,
        is_countable,
        is_countable and payer_sequence = 1 and countable_rank = 1 as is_first_primary,
        is_decision and decision_rank = 1 and standing_count > 0 as is_latest,
        transaction_digest as remittance_id,
        cast(claim_position as integer) as claim_position,
        _file_id,
        _line
    from ranked
)

select * from final
