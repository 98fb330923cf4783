-- Pairs that share a key and that no person has spoken of, each with the rank of its rule: rules that go by a key speak
-- in the order of their priorities in the seed match_rules. A pair whose line and evidence have no other partner
-- contradicts nothing: the first rule that proposes it has it, and its rank stands beside.
with
decided_groups as (
    select * from {{ ref('int_deposit_group_decisions') }}
),

-- what a person has put together is no candidate any more
open_candidates as (
    select *
    from {{ ref('int_deposit_candidates') }}
    where
        deposit_id not in (select decided_groups.deposit_id from decided_groups)
        and evidence_id not in (select decided_groups.evidence_id from decided_groups)
),

rule_ranks as (
    select
        rule,
        dense_rank() over (order by priority) as rule_rank
    from (
        select distinct
            rule,
            priority
        from open_candidates
    ) as speaking
),

candidates as (
    select
        open_candidates.*,
        rule_ranks.rule_rank
    from open_candidates
    inner join rule_ranks
        on open_candidates.rule = rule_ranks.rule
),

counted as (
    select
        deposit_id,
        evidence_id,
        rule_rank,
        count(*) as copies
    from candidates
    group by deposit_id, evidence_id, rule_rank
),

sole_evidence as (
    select evidence_id
    from counted
    group by evidence_id
    having min(deposit_id) = max(deposit_id)
),

alone as (
    select
        deposit_id,
        min(rule_rank) as first_rank
    from counted
    group by deposit_id
    having
        min(evidence_id) = max(evidence_id)
        and max(copies) = 1
        and min(evidence_id) in (select sole_evidence.evidence_id from sole_evidence)
),

final as (
    select
        candidates.deposit_id,
        candidates.evidence_kind,
        candidates.evidence_id,
        candidates.rule,
        candidates.deposit_amount,
        candidates.evidence_amount,
        candidates.deposit_date,
        candidates.evidence_date,
        candidates.days_apart,
        candidates.key_name,
        candidates.key_value,
        candidates.alternatives_count,
        candidates.rule_rank,
        alone.first_rank as rank_of_sole_pair
    from candidates
    left join alone
        on candidates.deposit_id = alone.deposit_id
)

select * from final
