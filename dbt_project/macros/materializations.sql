{#- How a model becomes a table in DuckDB. dbt's own way builds it under another name, renames it, and keeps the table it
takes the place of until the end. Here every run builds a new file and publishes none that is not whole, so there is
nothing to take the place of; a developer who builds a model again has it dropped first. -#}

{% materialization table, adapter='duckdb', supported_languages=['sql', 'python'] %}
    {%- set table = this.incorporate(type='table') -%}
    {%- set before = load_cached_relation(this) -%}
    {%- if before -%}{%- do adapter.drop_relation(before) -%}{%- endif -%}
    {%- call statement('main', language=model['language']) -%}
        {{- create_table_as(False, table, compiled_code, model['language']) -}}
    {%- endcall -%}
    {%- if model['language'] == 'sql' -%}{%- do adapter.commit() -%}{%- endif -%}
    {{ return({'relations': [table]}) }}
{% endmaterialization %}
