-- What could explain one credit and is not proven, whether its members are still open or not: sums with more than one
-- answer or too likely by chance, groups two credits want, one number of two things, equal amounts.
with
proposals as (
    select
        proposal_id,
        'sum' as kind,
        deposit_id,
        evidence_kind,
        evidence_id,
        deposit_amount,
        evidence_amount,
        alternatives_count,
        0.9 / (alternatives_count + 1) as score
    from {{ ref('int_deposits_matched_by_subset') }}
    where not is_chosen
    union all
    select
        proposal_id,
        'group' as kind,
        deposit_id,
        evidence_kind,
        evidence_id,
        deposit_amount,
        evidence_amount,
        1 as alternatives_count,
        0.45 as score
    from {{ ref('int_deposits_matched_by_group_sum') }}
    where not is_chosen
    union all
    select
        {{ surrogate_key(['deposit_id', 'evidence_id']) }} as proposal_id,
        'number' as kind,
        deposit_id,
        evidence_kind,
        evidence_id,
        deposit_amount,
        evidence_amount,
        max(alternatives_count) as alternatives_count,
        0.95 / (max(alternatives_count) + 1) as score
    from {{ ref('int_deposit_candidates') }}
    group by deposit_id, evidence_kind, evidence_id, deposit_amount, evidence_amount
    union all
    select
        {{ surrogate_key(['scores.deposit_id', 'scores.evidence_id']) }} as proposal_id,
        'amount' as kind,
        scores.deposit_id,
        scores.evidence_kind,
        scores.evidence_id,
        evidence.evidence_amount as deposit_amount,
        evidence.evidence_amount,
        scores.alternatives_count,
        scores.score
    from {{ ref('int_match_scores') }} as scores
    inner join {{ ref('int_deposit_evidence') }} as evidence
        on scores.evidence_id = evidence.evidence_id
    where scores.deposit_rank <= 3
),

-- equal amounts under one number are told once, by the number
final as (
    select proposals.*
    from proposals
    qualify
        row_number() over (
            partition by proposals.deposit_id, proposals.evidence_id, proposals.proposal_id
            order by proposals.kind desc
        ) = 1
)

select * from final
