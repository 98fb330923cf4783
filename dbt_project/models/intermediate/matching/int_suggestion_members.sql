-- What could be matched and is not, because it is not proven: every suggestion with its members on both sides, all of
-- them still open. Sums with more than one answer or too likely by chance, groups two credits want, one number of two
-- things, equal amounts, and what balances only many to many.
with
matches as (
    select
        deposit_id,
        evidence_id
    from {{ ref('int_deposit_matches') }}
),

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
single as (
    select proposals.*
    from proposals
    qualify
        row_number() over (
            partition by proposals.deposit_id, proposals.evidence_id, proposals.proposal_id
            order by proposals.kind desc
        ) = 1
),

open_proposals as (
    select single.proposal_id
    from single
    left join matches as taken_deposits
        on single.deposit_id = taken_deposits.deposit_id
    left join matches as taken_evidence
        on single.evidence_id = taken_evidence.evidence_id
    group by single.proposal_id
    having count(taken_deposits.deposit_id) = 0 and count(taken_evidence.evidence_id) = 0
),

kept as (
    select single.*
    from single
    inner join open_proposals
        on single.proposal_id = open_proposals.proposal_id
),

final as (
    select distinct
        proposal_id as suggestion_id,
        kind,
        score,
        alternatives_count,
        'bank' as side,
        'deposit' as member_kind,
        deposit_id as member_id,
        deposit_amount as amount
    from kept
    union all
    select
        proposal_id as suggestion_id,
        kind,
        score,
        alternatives_count,
        'evidence' as side,
        evidence_kind as member_kind,
        evidence_id as member_id,
        evidence_amount as amount
    from kept
    union all
    select
        component_id as suggestion_id,
        'several' as kind,
        0.6 as score,
        0 as alternatives_count,
        side,
        case side when 'bank' then 'deposit' else 'remittance' end as member_kind,
        member_id,
        amount
    from {{ ref('int_match_components') }}
)

select * from final
