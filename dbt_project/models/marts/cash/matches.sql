-- What was matched with what, by which rule, on which key, how rare its amount is, and how many other candidates there
-- were.
with
matches as (
    select * from {{ ref('int_match_sums') }}
),

rules as (
    select
        rule,
        description
    from {{ ref('match_rules') }}
),

decisions as (
    select
        decision_number,
        decided_by
    from {{ ref('int_deposit_decisions') }}
),

-- how many of an entity's bank lines, and how much of its evidence, bear exactly an amount
line_amounts as (
    select
        entity_id,
        case direction when 'debit' then -amount else amount end as amount,
        count(*) as amount_count
    from {{ ref('int_bank_lines') }}
    group by entity_id, case direction when 'debit' then -amount else amount end
),

evidence_amounts as (
    select
        entity_id,
        evidence_kind,
        evidence_amount,
        count(distinct evidence_id) as amount_count
    from {{ ref('int_deposit_evidence') }}
    group by entity_id, evidence_kind, evidence_amount
),

still_told as (
    select
        subject_id as deposit_id,
        min(code) as code
    from {{ ref('int_exceptions_of_matched_deposits') }}
    group by subject_id
),

coded_differences as (
    select
        match_id,
        code
    from {{ ref('int_match_differences') }}
    where left_amount <> 0
),

final as (
    select
        matches.match_id,
        matches.entity_id,
        matches.rule,
        matches.priority,
        matches.rule_version,
        rules.description as rule_description,
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
        coalesce(coded_differences.code, still_told.code) as difference_code,
        matches.key_name,
        matches.key_value,
        cast(matches.days_apart as integer) as days_apart,
        cast(matches.alternatives_count as integer) as alternatives_count,
        cast(coalesce(line_amounts.amount_count, 0) as integer) as same_amount_deposit_count,
        cast(coalesce(evidence_amounts.amount_count, 0) as integer) as same_amount_evidence_count,
        coalesce(decisions.decided_by, 'rule') as actor
    from matches
    left join rules
        on matches.rule = rules.rule
    left join decisions
        on
            matches.rule = 'decision'
            and matches.key_value = decisions.decision_number
    left join line_amounts
        on
            matches.entity_id = line_amounts.entity_id
            and matches.left_amount = line_amounts.amount
    left join evidence_amounts
        on
            matches.entity_id = evidence_amounts.entity_id
            and matches.evidence_kind = evidence_amounts.evidence_kind
            and matches.right_amount = evidence_amounts.evidence_amount
    left join coded_differences
        on matches.match_id = coded_differences.match_id
    left join still_told
        on matches.deposit_id = still_told.deposit_id
)

select * from final
