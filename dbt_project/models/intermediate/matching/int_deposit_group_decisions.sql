-- A person said which pieces of evidence together are a credit, or several credits together: all of them exist and both
-- sides add up to the same, else the decision is not followed. Of several credits each says the same evidence; the
-- earliest credit takes the earliest evidence, as far as its amount reaches.
with
members as (
    select * from {{ ref('int_decision_members') }}
),

sums as (
    select
        decision_number,
        deposit_id,
        deposit_amount,
        deposit_date,
        evidence_list,
        count(*) as evidence_count,
        min(evidence_amount) as least_amount,
        sum(evidence_amount) as evidence_amount
    from members
    group by decision_number, deposit_id, deposit_amount, deposit_date, evidence_list
    having count(*) = count(evidence_id)
),

single as (
    select
        *,
        true as is_single,
        decision_number as group_number,
        deposit_id as group_deposit_id,
        cast(0 as decimal(18, 2)) as amount_before
    from sums
    where evidence_amount = deposit_amount
),

several as (
    select
        *,
        false as is_single,
        min(decision_number) over (partition by evidence_list) as group_number,
        min(deposit_id) over (partition by evidence_list) as group_deposit_id,
        sum(deposit_amount) over (partition by evidence_list order by deposit_date, deposit_id) - deposit_amount
            as amount_before
    from sums
    where
        evidence_amount <> deposit_amount
        and deposit_amount > 0
        and least_amount > 0
    qualify
        sum(deposit_amount) over (partition by evidence_list) = evidence_amount
        and count(*) over (partition by evidence_list) > 1
),

followed as (
    select * from single
    where evidence_count > 1
    union all
    select * from several
),

placed as (
    select
        members.*,
        {{ surrogate_key(['followed.group_deposit_id', 'followed.group_number']) }} as proposal_id,
        followed.is_single,
        followed.amount_before,
        sum(members.evidence_amount) over (
            partition by members.decision_number
            order by members.evidence_date, members.evidence_id
        ) - members.evidence_amount as evidence_before
    from members
    inner join followed
        on members.decision_number = followed.decision_number
),

-- of several credits and several pieces of evidence each two share what overlaps when both lie in a row by their days
pairs as (
    select
        *,
        case
            when is_single then evidence_amount
            else
                least(amount_before + deposit_amount, evidence_before + evidence_amount)
                - greatest(amount_before, evidence_before)
        end as amount_used
    from placed
    where
        is_single
        or (
            amount_before < evidence_before + evidence_amount
            and evidence_before < amount_before + deposit_amount
        )
),

matches as (
    {{
        matches_of_groups(
            'pairs',
            rule='decision',
            key_name="'decision_number'",
            key_value='decision_number',
            amount_used='amount_used'
        )
    }}
),

final as (
    select * from matches
    where is_chosen
)

select * from final
