-- What could be matched and is not, because it is not proven: every suggestion with its members on both sides, all of
-- them still open: neither matched nor classified as other money. What is proposed for one credit, and what balances
-- only many to many.
with
single as (
    select * from {{ ref('int_suggestion_proposals') }}
),

matches as (
    select
        deposit_id,
        evidence_id
    from {{ ref('int_deposit_matches') }}
),

open_proposals as (
    select single.proposal_id
    from single
    left join matches as taken_deposits
        on single.deposit_id = taken_deposits.deposit_id
    left join matches as taken_evidence
        on single.evidence_id = taken_evidence.evidence_id
    left join {{ ref('int_bank_line_classes') }} as classes
        on single.deposit_id = classes.deposit_id
    group by single.proposal_id
    having
        count(taken_deposits.deposit_id) = 0
        and count(taken_evidence.evidence_id) = 0
        and count(classes.deposit_id) = 0
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
