-- A person said which pieces of evidence together are a credit: their ids stand in the decision, joined by a plus sign.
-- All of them exist and add up to the credit, else the decision is not followed.
with
decisions as (
    select
        decision_number,
        deposit_id,
        evidence_id as evidence_ids
    from {{ ref('int_deposit_decisions') }}
    where
        kind = 'match'
        and contains(evidence_id, '+')
),

named as (
    select distinct
        decision_number,
        deposit_id,
        {{ each_word('evidence_ids') }} as evidence_word
    from decisions
),

members as (
    select
        named.decision_number,
        named.deposit_id,
        named.evidence_word,
        evidence.evidence_kind,
        evidence.evidence_id,
        evidence.evidence_amount,
        evidence.evidence_date,
        bank_lines.amount as deposit_amount,
        bank_lines.deposit_date,
        bank_lines.business_day_number - evidence.business_day_number as days_apart
    from named
    inner join {{ ref('int_bank_lines') }} as bank_lines
        on named.deposit_id = bank_lines.deposit_id
    left join {{ ref('int_deposit_evidence') }} as evidence
        on
            named.evidence_word = upper(evidence.evidence_id)
            and {{ same_entity('bank_lines.entity_id', 'evidence.entity_id') }}
    where named.evidence_word <> ''
),

sums as (
    select decision_number
    from members
    group by decision_number, deposit_amount
    having
        count(*) = count(evidence_id)
        and count(*) > 1
        and sum(evidence_amount) = deposit_amount
),

pairs as (
    select
        {{ surrogate_key(['members.deposit_id', 'members.decision_number']) }} as proposal_id,
        members.*
    from members
    inner join sums
        on members.decision_number = sums.decision_number
),

matches as (
    {{ matches_of_groups('pairs', rule='decision', key_name="'decision_number'", key_value='decision_number') }}
),

final as (
    select * from matches
    where is_chosen
)

select * from final
