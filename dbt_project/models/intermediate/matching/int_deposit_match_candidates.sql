-- Every pair any rule proposes, with the rule's rank. Nothing is chosen here.
{% set rules = [
    'decision', 'trace_number', 'check_number', 'payout_number', 'batch_number', 'amount_and_date',
] -%}
with
proposals as (
    {% for rule in rules -%}
    select * from {{ ref('int_deposits_matched_by_' ~ rule) }}
    {% if not loop.last -%}
    union all
    {% endif -%}
    {% endfor -%}
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
    inner join rules
        on proposals.rule = rules.rule
)

select * from final
