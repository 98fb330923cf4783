-- The matches: what the rules chose, in the order they speak. One row per bank line and evidence that belong together,
-- with the money of the two that does; rows of one match share its key. Of many remittances under one credit each
-- counts with its own amount, of many credits for one remittance each with what came.
with
chosen as (
    {{ proposals_before() }}
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
        chosen.proposal_id as match_id,
        chosen.deposit_id,
        chosen.evidence_kind,
        chosen.evidence_id,
        chosen.rule,
        rules.priority,
        rules.rule_version,
        chosen.amount_used,
        chosen.deposit_amount,
        chosen.evidence_amount,
        chosen.deposit_date,
        chosen.evidence_date,
        chosen.days_apart,
        chosen.key_name,
        chosen.key_value,
        chosen.alternatives_count,
        -- where one remittance came in parts, the first and largest part answers for what the parts do not say
        row_number() over (
            partition by chosen.evidence_id
            order by chosen.deposit_date asc, chosen.deposit_amount desc, chosen.deposit_id asc
        ) as part_number
    from chosen
    -- a rule the seed does not know keeps its matches, without a priority: a test sees it
    left join rules
        on chosen.rule = rules.rule
    where chosen.is_chosen
)

select * from final
