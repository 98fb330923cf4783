-- What was matched with what, by which rule, on which key, and how many other candidates there were.
with
pairs as (
    select * from {{ ref('int_deposit_matches') }}
),

bank_lines as (
    select
        deposit_id,
        entity_id
    from {{ ref('int_bank_lines') }}
),

decisions as (
    select
        decision_number,
        decided_by
    from {{ ref('int_deposit_decisions') }}
),

coded_differences as (
    select
        match_id,
        code
    from {{ ref('int_match_differences') }}
    where left_amount <> 0
),

-- within a match either side has one member only, so the other side is never counted twice
matches as (
    select
        pairs.match_id,
        min(bank_lines.entity_id) as entity_id,
        pairs.rule,
        pairs.priority,
        pairs.rule_version,
        -- checks of a lockbox with an advice and without one are of two kinds
        max(pairs.evidence_kind) as evidence_kind,
        case when count(distinct pairs.deposit_id) = 1 then min(pairs.deposit_id) end as deposit_id,
        case when count(distinct pairs.evidence_id) = 1 then min(pairs.evidence_id) end as evidence_id,
        count(distinct pairs.deposit_id) as deposit_count,
        count(distinct pairs.evidence_id) as evidence_count,
        max(pairs.deposit_date) as deposit_date,
        max(pairs.evidence_date) as evidence_date,
        case when max(pairs.deposit_count) > 1 then sum(pairs.deposit_amount) else max(pairs.deposit_amount) end
            as left_amount,
        case when max(pairs.evidence_count) > 1 then sum(pairs.evidence_amount) else max(pairs.evidence_amount) end
            as right_amount,
        pairs.key_name,
        min(pairs.key_value) as key_value,
        max(pairs.days_apart) as days_apart,
        max(pairs.alternatives_count) as alternatives_count
    from pairs
    inner join bank_lines
        on pairs.deposit_id = bank_lines.deposit_id
    group by
        pairs.match_id,
        pairs.rule,
        pairs.priority,
        pairs.rule_version,
        pairs.key_name
),

final as (
    select
        matches.match_id,
        matches.entity_id,
        matches.rule,
        matches.priority,
        matches.rule_version,
        matches.evidence_kind,
        matches.deposit_id,
        matches.evidence_id,
        cast(matches.deposit_count as integer) as deposit_count,
        cast(matches.evidence_count as integer) as evidence_count,
        matches.deposit_date,
        matches.evidence_date,
        cast(matches.left_amount as decimal(18, 2)) as left_amount,
        cast(matches.right_amount as decimal(18, 2)) as right_amount,
        cast(matches.left_amount - matches.right_amount as decimal(18, 2)) as difference_amount,
        coded_differences.code as difference_code,
        matches.key_name,
        matches.key_value,
        cast(matches.days_apart as integer) as days_apart,
        cast(matches.alternatives_count as integer) as alternatives_count,
        coalesce(decisions.decided_by, 'rule') as actor
    from matches
    left join decisions
        on
            matches.rule = 'decision'
            and matches.key_value = decisions.decision_number
    left join coded_differences
        on matches.match_id = coded_differences.match_id
)

select * from final
