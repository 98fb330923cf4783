{#- Settings of the house: seeds of names and values that models read as one row of columns; among them the days of grace
    of exceptions. -#}

{#- The seeds of settings, each with its column of names and its column of values. -#}
{% macro seeds_of_settings() -%}
    {{ return({
        'exception_codes': ['code', 'grace_business_days'],
        'match_weights': ['feature', 'weight'],
        'payer_settings': ['setting', 'setting_value'],
        'tolerances': ['tolerance', 'allowance'],
        'worklist_settings': ['setting_name', 'setting_value'],
    }) }}
{%- endmacro %}

{#- Settings of one seed as one row: `named` says of each column which setting it shows. A setting the seed does not have
    is null, and would empty what compares with it without a word: a check that reads these calls in the models stops
    such a run (int_checks_of_settings). Names therefore stand in the call as texts. -#}
{% macro settings_of(seed, named, type=none) -%}
    {%- set name_column, value_column = seeds_of_settings()[seed] -%}
    select
        {%- for column, setting in named.items() %}
        {%- set value -%}
        max(case when {{ name_column }} = '{{ setting }}' then {{ value_column }} end)
        {%- endset %}
        {{ value if type is none else 'cast(' ~ value ~ ' as ' ~ type ~ ')' }} as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref(seed) }}
{%- endmacro %}

{#- Every setting that a model reads, as seed.name, in the order of the alphabet. dbt knows its models only
    while it runs; before, one setting stands in. -#}
{% macro needed_settings() -%}
    {%- set needed = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() | selectattr('resource_type', 'equalto', 'model') -%}
            {%- for seed, named in modules.re.findall("settings_of\\(\\s*'(\\w+)',\\s*\\{([^}]*)\\}", node.raw_code) -%}
                {%- for name in modules.re.findall(":\\s*'([\\w-]+)'", named) -%}
                    {%- do needed.append(seed ~ '.' ~ name) -%}
                {%- endfor -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return((needed or ['tolerances.redeposit']) | unique | sort) }}
{%- endmacro %}
