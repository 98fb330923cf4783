{#- The matching rules as files: a rule is a model int_deposits_matched_by_<rule>. -#}

{#- Names of the rules that have a model, in the order of the alphabet. dbt knows its models only while it runs; before,
    one name stands in. -#}
{% macro matching_rules() -%}
    {%- set rules = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() | selectattr('resource_type', 'equalto', 'model') | sort(attribute='name') -%}
            {%- if node.name.startswith('int_deposits_matched_by_') -%}
                {%- do rules.append(node.name | replace('int_deposits_matched_by_', '')) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(rules or ['decision']) }}
{%- endmacro %}

{#- The order in which the rules speak: those that go by a key are solved together and first, then each rule reads what
    all before it left open. The same order stands in the priorities of the seed match_rules; a test compares the two.
    dbt has to know the models before it reads a seed, so the order stands here once more. -#}
{% macro rules_of_groups() -%}
    {{ return([
        'lockbox_number',
        'lockbox_difference',
        'group_sum',
        'split',
        'batch_difference',
        'day_total',
        'explained_difference',
        'amount_and_date',
        'subset',
    ]) }}
{%- endmacro %}

{#- Everything the rules speaking before `rule` propose, or all rules where none is named. -#}
{% macro proposals_before(rule=none) -%}
    {%- set rules = rules_of_groups() -%}
    {%- if rule is not none and rule not in rules -%}
        {{ exceptions.raise_compiler_error("no rule '" ~ rule ~ "' in the order of macro rules_of_groups") }}
    {%- endif -%}
    select * from {{ ref('int_deposit_key_matches') }}
    {%- for earlier in (rules if rule is none else rules[:rules.index(rule)]) %}
    union all
    select * from {{ ref('int_deposits_matched_by_' ~ earlier) }}
    {%- endfor -%}
{%- endmacro %}

{#- Bank lines no rule that speaks before this one has matched. -#}
{% macro open_bank_lines(before) -%}
    select bank_lines.*
    from {{ ref('int_bank_lines') }} as bank_lines
    where
        bank_lines.deposit_id not in (
            select taken.deposit_id
            from ({{ proposals_before(before) }}) as taken
            where taken.is_chosen
        )
{%- endmacro %}

{#- Evidence no rule that speaks before this one has matched. -#}
{% macro open_evidence(before) -%}
    select evidence.*
    from {{ ref('int_deposit_evidence') }} as evidence
    where
        evidence.evidence_id not in (
            select taken.evidence_id
            from ({{ proposals_before(before) }}) as taken
            where taken.is_chosen
        )
{%- endmacro %}

{#- What a rule that goes by a key answers, in the columns all such rules have: every one of its `pairs`, each with the
    number of other pairs that want the same line or the same evidence. -#}
{% macro matches_of_keys(pairs, rule, key_name='key_name', key_value='key_value') -%}
    select
        deposit_id,
        evidence_kind,
        evidence_id,
        '{{ rule }}' as rule,
        deposit_amount,
        evidence_amount,
        deposit_date,
        evidence_date,
        days_apart,
        {{ key_name }} as key_name,
        {{ key_value }} as key_value,
        greatest(
            count(*) over (partition by deposit_id),
            count(*) over (partition by evidence_id)
        ) - 1 as alternatives_count
    from {{ pairs }}
{%- endmacro %}

{#- Of groups proposed at one level those no person refused for one of their bank lines: refused is a group that holds a
    single piece of evidence a person refused for the line, or exactly the pieces a person refused together. -#}
{% macro groups_not_refused(groups) -%}
    select {{ groups }}.*
    from {{ groups }}
    where
        {{ groups }}.proposal_id not in (
            select sized.proposal_id
            from (
                select
                    proposal_id,
                    deposit_id,
                    evidence_id,
                    count(*) over (partition by proposal_id, deposit_id) as group_size
                from {{ groups }}
            ) as sized
            inner join {{ ref('int_refused_evidence') }} as refusals
                on
                    sized.deposit_id = refusals.deposit_id
                    and sized.evidence_id = refusals.evidence_id
            where refusals.evidence_count in (1, sized.group_size)
            group by
                sized.proposal_id,
                sized.deposit_id,
                refusals.decision_number,
                refusals.evidence_count
            having count(*) = refusals.evidence_count
        )
{%- endmacro %}

{#- Of groups proposed at one level, given as a query, those that contradict no other: each of their members stands in one group only.
    The groups have proposal_id, deposit_id and evidence_id; so have the rows given back, with is_chosen. -#}
{% macro choose_groups(groups) -%}
    select
        single.*,
        min(case when single.is_alone then 1 else 0 end) over (partition by single.proposal_id) = 1 as is_chosen
    from (
        select
            proposed.*,
            min(proposed.proposal_id) over (partition by proposed.deposit_id)
            = max(proposed.proposal_id) over (partition by proposed.deposit_id)
            and min(proposed.proposal_id) over (partition by proposed.evidence_id)
            = max(proposed.proposal_id) over (partition by proposed.evidence_id) as is_alone
        from ({{ groups }}) as proposed
    ) as single
{%- endmacro %}

{#- What a rule of groups answers, in the columns and their order that all rules have: of its `pairs` the groups nobody
    refused that contradict no other, `is_proven` true where the rule demands more than that. What a person matched
    himself needs no look at what was refused before. -#}
{% macro matches_of_groups(
    pairs,
    rule,
    key_name,
    key_value='key_value',
    amount_used='evidence_amount',
    alternatives_count='0',
    is_proven='true'
) -%}
    select
        chosen.proposal_id,
        chosen.deposit_id,
        chosen.evidence_kind,
        chosen.evidence_id,
        '{{ rule }}' as rule,
        chosen.{{ amount_used }} as amount_used,
        chosen.deposit_amount,
        chosen.evidence_amount,
        chosen.deposit_date,
        chosen.evidence_date,
        chosen.days_apart,
        {{ key_name }} as key_name,
        chosen.{{ key_value }} as key_value,
        {{ alternatives_count }} as alternatives_count,
        chosen.is_chosen and {{ is_proven }} as is_chosen
    from ({{ choose_groups('select * from ' ~ pairs if rule == 'decision' else groups_not_refused(pairs)) }}) as chosen
{%- endmacro %}
