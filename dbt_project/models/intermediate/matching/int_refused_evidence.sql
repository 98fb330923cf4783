-- What people said does not belong to a bank line, each piece of evidence on its own row. A refusal of several pieces
-- speaks of all of them together: one of them may still belong to the line, alone or with others.
with
refusals as (
    select
        decision_number,
        deposit_id,
        evidence_id as evidence_ids
    from {{ ref('int_deposit_decisions') }}
    where kind = 'unmatch'
),

named as (
    select distinct
        decision_number,
        deposit_id,
        {{ each_word('evidence_ids') }} as evidence_word
    from refusals
),

known as (
    select distinct
        evidence_id,
        upper(evidence_id) as evidence_word
    from {{ ref('int_deposit_evidence') }}
),

final as (
    select
        named.decision_number,
        named.deposit_id,
        named.evidence_word,
        known.evidence_id,
        count(*) over (partition by named.decision_number) as evidence_count
    from named
    left join known
        on named.evidence_word = known.evidence_word
    where named.evidence_word <> ''
)

select * from final
