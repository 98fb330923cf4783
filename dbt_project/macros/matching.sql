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
