-- What was matched with what, by which rule, on which key, and how many other candidates there were.
with
matches as (
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

final as (
    select
        matches.match_id,
        bank_lines.entity_id,
        matches.rule,
        matches.priority,
        matches.rule_version,
        matches.evidence_kind,
        matches.deposit_id,
        matches.evidence_id,
        matches.deposit_date,
        matches.evidence_date,
        cast(matches.deposit_amount as decimal(18, 2)) as left_amount,
        cast(matches.evidence_amount as decimal(18, 2)) as right_amount,
        cast(matches.deposit_amount - matches.evidence_amount as decimal(18, 2)) as difference_amount,
        matches.key_name,
        matches.key_value,
        cast(matches.days_apart as integer) as days_apart,
        cast(matches.alternatives_count as integer) as alternatives_count,
        coalesce(decisions.decided_by, 'rule') as actor
    from matches
    inner join bank_lines
        on matches.deposit_id = bank_lines.deposit_id
    left join decisions
        on
            matches.rule = 'decision'
            and matches.key_value = decisions.decision_number
)

select * from final
