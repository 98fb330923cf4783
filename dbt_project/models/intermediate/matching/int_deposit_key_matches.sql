-- The choice among pairs that share a key. Rules speak in order of priority; at each rank a pair is chosen only when,
-- among the members no earlier rank has taken, neither side has another partner. A tie is never guessed: it stays open
-- for a person. There are as many ranks as rules that go by a key; which rule has which is the order of the
-- priorities in the seed match_rules.
with
{% set ranks = range(1, (matching_rules() | length) + 1) -%}
candidates as (
    select
        *,
        dense_rank() over (order by priority) as rule_rank
    from {{ ref('int_deposit_candidates') }}
),

chosen_0 as (
    select
        *,
        0 as chosen_at
    from candidates
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
        deposit_id,
        evidence_kind,
        evidence_id,
        rule,
        rule_rank,
        deposit_amount,
        evidence_amount,
        deposit_date,
        evidence_date,
        days_apart,
        key_name,
        key_value,
        alternatives_count,
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
final as (
    select
        {{ surrogate_key(['deposit_id', 'evidence_kind', 'evidence_id']) }} as proposal_id,
        deposit_id,
        evidence_kind,
        evidence_id,
        rule,
        evidence_amount as amount_used,
        deposit_amount,
        evidence_amount,
        deposit_date,
        evidence_date,
        days_apart,
        key_name,
        key_value,
        alternatives_count,
        true as is_chosen
    from chosen_{{ ranks | last }}
    where chosen_at > 0
)

select * from final
