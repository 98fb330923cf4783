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
candidates as (
    select
        *,
        dense_rank() over (order by priority) as rule_rank
    from {{ ref('int_deposit_candidates') }}
    where
        deposit_id not in (select decided_groups.deposit_id from decided_groups)
        and evidence_id not in (select decided_groups.evidence_id from decided_groups)
),

-- nearly every pair contradicts no other: whatever its rank, nothing can take either side from it
counted as (
    select
        *,
        min(evidence_id) over (partition by deposit_id) = max(evidence_id) over (partition by deposit_id)
        and min(deposit_id) over (partition by evidence_id) = max(deposit_id) over (partition by evidence_id)
            as is_alone,
        row_number() over (partition by deposit_id, evidence_id order by rule_rank) as place,
        max(copies) over (partition by deposit_id) as most_copies
    from (
        select
            *,
            count(*) over (partition by deposit_id, evidence_id, rule_rank) as copies
        from candidates
    ) as proposed
),

chosen_0 as (
    select
        {{ pair }},
        {{ facts }},
        rule_rank,
        0 as chosen_at
    from counted
    where not is_alone or most_copies > 1
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
    from counted
    where is_alone and most_copies = 1 and place = 1
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
