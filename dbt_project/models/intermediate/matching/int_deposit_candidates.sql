-- Every pair a rule that goes by a key proposes, with the rule's rank. Nothing is chosen here.
with
proposals as (
    select * from {{ ref('int_deposits_matched_by_decision') }}
    union all
    select * from {{ ref('int_deposits_matched_by_payer_and_trace_number') }}
    union all
    select * from {{ ref('int_deposits_matched_by_trace_number') }}
    union all
    select * from {{ ref('int_deposits_matched_by_check_number') }}
    union all
    select * from {{ ref('int_deposits_matched_by_payout_number') }}
    union all
    select * from {{ ref('int_deposits_matched_by_partial_number') }}
    union all
    select * from {{ ref('int_deposits_matched_by_batch_number') }}
    union all
    select * from {{ ref('int_deposits_matched_by_statement_number') }}
    union all
    select * from {{ ref('int_deposits_matched_by_portal_batch_number') }}
),

rules as (
    select
        rule,
        priority,
        rule_version
    from {{ ref('match_rules') }}
),

final as (
    select
        proposals.deposit_id,
        proposals.evidence_kind,
        proposals.evidence_id,
        proposals.rule,
        rules.priority,
        rules.rule_version,
        proposals.deposit_amount,
        proposals.evidence_amount,
        proposals.deposit_date,
        proposals.evidence_date,
        proposals.days_apart,
        proposals.key_name,
        proposals.key_value,
        proposals.alternatives_count
    from proposals
    -- a rule the seed does not know keeps its pairs, without a priority: a test sees it, nothing is dropped in silence
    left join rules
        on proposals.rule = rules.rule
)

select * from final
