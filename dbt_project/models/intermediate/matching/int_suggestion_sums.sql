-- Each suggestion with its members added up on both sides, and its evidence as a decision names it.
with
members as (
    select * from {{ ref('int_suggestion_members') }}
),

deposits as (
    select
        deposit_id,
        entity_id,
        deposit_date
    from {{ ref('int_bank_lines') }}
),

added as (
    select
        members.suggestion_id,
        members.kind,
        max(members.score) as score,
        max(members.alternatives_count) as alternatives_count,
        min(deposits.entity_id) as entity_id,
        min(deposits.deposit_date) as deposit_date,
        sum(case members.side when 'bank' then 1 else 0 end) as deposit_count,
        sum(case members.side when 'evidence' then 1 else 0 end) as evidence_count,
        min(case members.side when 'bank' then members.member_id end) as first_deposit_id,
        min(case members.side when 'evidence' then members.member_id end) as first_evidence_id,
        sum(case members.side when 'bank' then members.amount else 0 end) as deposit_amount,
        sum(case members.side when 'evidence' then members.amount else 0 end) as evidence_amount
    from members
    left join deposits
        on members.member_id = deposits.deposit_id
    group by members.suggestion_id, members.kind
),

evidence_lists as (
    select
        suggestion_id,
        {{ texts_joined('member_id', "'+'") }} as evidence_ids
    from members
    where side = 'evidence'
    group by suggestion_id
),

final as (
    select
        added.*,
        evidence_lists.evidence_ids
    from added
    left join evidence_lists
        on added.suggestion_id = evidence_lists.suggestion_id
)

select * from final
