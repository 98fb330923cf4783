-- The choice among pairs that share a key. Rules speak in order of priority; at each rank a pair is chosen only when,
-- among the members no earlier rank has taken, neither side has another partner. A tie is never guessed: it stays open
-- for a person. There are as many ranks as rules that go by a key. Nearly every pair contradicts no other: it is chosen
-- at once and stays out of the ranks.
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

candidates as (
    select * from {{ ref('int_deposit_key_candidates') }}
),

chosen_0 as (
    select
        {{ pair }},
        {{ facts }},
        rule_rank,
        0 as chosen_at
    from candidates
    where rank_of_sole_pair is null
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
    from candidates
    where rule_rank = rank_of_sole_pair
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
