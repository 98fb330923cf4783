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

{#- Members that rules speaking earlier have matched: one row per pair of bank line and evidence. -#}
{% macro matched_by(models) -%}
    {% for model in models -%}
    select
        deposit_id,
        evidence_id
    from {{ ref(model) }}
    where is_chosen
    {%- if not loop.last %}
    union all
    {% endif -%}
    {%- endfor -%}
{%- endmacro %}

{#- Bank lines none of these rules has matched. -#}
{% macro open_bank_lines(models) -%}
    select bank_lines.*
    from {{ ref('int_bank_lines') }} as bank_lines
    where
        bank_lines.deposit_id not in (
            select taken.deposit_id from ({{ matched_by(models) }}) as taken
        )
{%- endmacro %}

{#- Evidence none of these rules has matched. -#}
{% macro open_evidence(models) -%}
    select evidence.*
    from {{ ref('int_deposit_evidence') }} as evidence
    where
        evidence.evidence_id not in (
            select taken.evidence_id from ({{ matched_by(models) }}) as taken
        )
{%- endmacro %}

{#- Of groups proposed at one level, those that contradict no other: each of their members stands in one group only.
    `groups` has proposal_id, deposit_id and evidence_id; so have the rows given back, with is_chosen. -#}
{% macro choose_groups(groups) -%}
    select
        single.*,
        min(case when single.is_alone then 1 else 0 end) over (partition by single.proposal_id) = 1 as is_chosen
    from (
        select
            {{ groups }}.*,
            min({{ groups }}.proposal_id) over (partition by {{ groups }}.deposit_id)
            = max({{ groups }}.proposal_id) over (partition by {{ groups }}.deposit_id)
            and min({{ groups }}.proposal_id) over (partition by {{ groups }}.evidence_id)
            = max({{ groups }}.proposal_id) over (partition by {{ groups }}.evidence_id) as is_alone
        from {{ groups }}
    ) as single
{%- endmacro %}

{#- True where a number stands in a text cut short at its end: a word of the text ends with the number's first 8
    characters or more, but not with all of them. What follows the cut must be no letter and no digit, else it is
    another number that begins the same. `marked_text` comes from mark_words and ends with a bar. -#}
{% macro stands_cut(marked_text, number) -%}
    contains({{ marked_text }}, substr({{ number }}, 1, 8))
    and (
        {%- for length in range(8, 40) %}
        (length({{ number }}) > {{ length }} and contains({{ marked_text }}, concat(substr({{ number }}, 1, {{ length }}), '|')))
        {%- if not loop.last %} or{% endif %}
        {%- endfor %}
    )
{%- endmacro %}

{#- True where a bank line and a cash entry can belong together: same entity, and the entry stands on the ledger account
    that books the bank account, where one is named. -#}
{% macro same_books(line, entry) -%}
    ({{ same_entity(line ~ '.entity_id', entry ~ '.entity_id') }}
    and coalesce({{ line }}.gl_account = {{ entry }}.gl_account, true))
{%- endmacro %}

{#- True where a ledger line says that it is a journal entry, as ledgers name the kind. -#}
{% macro is_manual(line) -%}
    (lower(coalesce({{ line }}.transaction_type, '')) like '%journal%' or {{ line }}.transaction_type in ('SA', 'Manual'))
{%- endmacro %}
