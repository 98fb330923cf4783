-- The choice among pairs that share a key. Rules speak in order of priority; at each rank a pair is chosen only when,
-- among the members no earlier rank has taken, neither side has another partner. A tie is never guessed: it stays open
-- for a person. There are as many ranks as rules that go by a key; which rule has which is the order of the
-- priorities in the seed match_rules. Pairs that contradict no other are chosen at once and stay out of the ranks.
with
{% set ranks = range(1, (matching_rules() | length) + 1) -%}
{% set pair = ['deposit_id', 'evidence_kind', 'evidence_id', 'rule'] | join(', ') -%}
{% set facts = [
    'deposit_amount', 'evidence_amount', 'deposit_date', 'evidence_date', 'days_apart', 'key_name', 'key_value',
    'alternatives_count'
] | join(', ') -%}
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

-- nearly every pair contradicts no other: whatever its rank, nothing can take either side from it
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
        min(rule_rank) as rule_rank
    from counted
    group by deposit_id
    having
        min(evidence_id) = max(evidence_id)
        and max(copies) = 1
        and min(evidence_id) in (select sole_evidence.evidence_id from sole_evidence)
),

chosen_alone as (
    select candidates.*
    from candidates
    inner join alone
        on
            candidates.deposit_id = alone.deposit_id
            and candidates.rule_rank = alone.rule_rank
),

chosen_0 as (
    select
        {{ pair }},
        {{ facts }},
        rule_rank,
        0 as chosen_at
    from candidates
    where deposit_id not in (select alone.deposit_id from alone)
),

{% for rank in ranks -%}
free_{{ rank }} as (
    select
        *,
        case
            when
                rule_rank = {{ rank }}
                and max(chosen_at) over (partition by deposit_id) = 0
                and max(chosen_at) over (partition by evidence_id) = 0
                then 1
            else 0
        end as is_free_{{ rank }}
    from chosen_{{ rank - 1 }}
),

chosen_{{ rank }} as {{ computed_once() }} (
    select
        {{ pair }},
        {{ facts }},
        rule_rank,
        case
            when chosen_at > 0 then chosen_at
            when
                is_free_{{ rank }} = 1
                and sum(is_free_{{ rank }}) over (partition by deposit_id) = 1
                and sum(is_free_{{ rank }}) over (partition by evidence_id) = 1
                then {{ rank }}
            else 0
        end as chosen_at
    from free_{{ rank }}
),

{% endfor -%}
chosen as (
    select
        {{ pair }},
        {{ facts }}
    from chosen_alone
    union all
    select
        {{ pair }},
        {{ facts }}
    from chosen_{{ ranks | last }}
    where chosen_at > 0
),

-- in the order of columns all choices have
final as (
    select
        {{ surrogate_key(['deposit_id', 'evidence_kind', 'evidence_id']) }} as proposal_id,
        {{ pair }},
        evidence_amount as amount_used,
        {{ facts }},
        true as is_chosen
    from chosen
    union all
    select
        proposal_id,
        {{ pair }},
        amount_used,
        {{ facts }},
        is_chosen
    from decided_groups
)

select * from final
