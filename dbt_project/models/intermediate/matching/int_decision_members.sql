-- Every piece of evidence a person said belongs to a credit, as far as it exists, and the list of all that the decision
-- names in one spelling: several pieces stand in it joined by a plus sign, in any order.
with
decisions as (
    select
        decision_number,
        decided_at,
        deposit_id,
        evidence_id as evidence_ids
    from {{ ref('int_deposit_decisions') }}
    where kind = 'match'
),

named as (
    select distinct
        decision_number,
        decided_at,
        deposit_id,
        {{ each_word('evidence_ids') }} as evidence_word
    from decisions
),

lists as (
    select
        decision_number,
        {{ texts_joined('evidence_word', "'+'") }} as evidence_list
    from named
    where evidence_word <> ''
    group by decision_number
),

-- who says the same of a credit twice has said it once
newest as (
    select
        named.*,
        lists.evidence_list
    from named
    inner join lists
        on named.decision_number = lists.decision_number
    where named.evidence_word <> ''
    qualify
        row_number() over (
            partition by named.deposit_id, lists.evidence_list, named.evidence_word
            order by named.decided_at desc, named.decision_number desc
        ) = 1
),

final as (
    select
        newest.decision_number,
        newest.deposit_id,
        newest.evidence_list,
        evidence.evidence_kind,
        evidence.evidence_id,
        evidence.evidence_amount,
        evidence.evidence_date,
        bank_lines.amount as deposit_amount,
        bank_lines.deposit_date,
        bank_lines.business_day_number - evidence.business_day_number as days_apart
    from newest
    inner join {{ ref('int_bank_lines') }} as bank_lines
        on newest.deposit_id = bank_lines.deposit_id
    left join {{ ref('int_deposit_evidence') }} as evidence
        on
            newest.evidence_word = upper(evidence.evidence_id)
            and {{ same_entity('bank_lines.entity_id', 'evidence.entity_id') }}
)

select * from final
