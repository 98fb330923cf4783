{#- The catalog: what dbt knows about marts, their columns and the KPIs, as rows. Definitions are written once, in YAML. -#}

{#- A text as an SQL literal in one line, or null. -#}
{% macro catalog_text(text) -%}
    {%- if text -%}
        '{{ (text | string).split() | join(' ') | replace("'", "''") }}'
    {%- else -%}
        cast(null as {{ type_text() }})
    {%- endif -%}
{%- endmacro %}

{#- One row of the catalog. -#}
{% macro catalog_row(kind, parent, name, description, meta, data_type=none) -%}
    ({{ catalog_text(kind) }}, {{ catalog_text(parent) }}, {{ catalog_text(name) }},
    {{- ' ' ~ catalog_text(meta.kpi_name or name) }}, {{ catalog_text(description) }},
    {{- ' ' ~ catalog_text(meta.grain) }}, {{ catalog_text(meta.key | join(', ') if meta.key else none) }},
    {{- ' ' ~ catalog_text(meta.question) }}, {{ catalog_text(data_type) }}, {{ catalog_text(meta.unit) }},
    {{- ' ' ~ catalog_text(meta.formula) }}, {{ catalog_text(meta.axis) }}, {{ catalog_text(meta.direction) }},
    {{- ' ' ~ catalog_text(meta.needs) }}, {{ catalog_text(meta.definition_version) }},
    {{- ' ' ~ (meta.get('rolls_up', true) | string | lower if kind == 'kpi' else 'cast(null as boolean)') }})
{%- endmacro %}

{#- Every row, marts and columns in dbt's order of names, so that the same project gives the same text. dbt knows the
    graph only while it runs; before, one empty row stands in. -#}
{% macro catalog_rows() -%}
    select *
    from (
        values
        {%- set rows = [] -%}
        {%- if execute -%}
            {%- for node in graph.nodes.values() | selectattr('resource_type', 'equalto', 'model') | sort(attribute='name') -%}
                {%- set meta = node.config.meta or {} -%}
                {%- if meta.kpi_id -%}
                    {%- do rows.append(catalog_row('kpi', 'kpi_values', meta.kpi_id, node.description, meta)) -%}
                {%- elif node.schema == 'marts' -%}
                    {%- do rows.append(catalog_row('mart', 'marts', node.name, node.description, meta)) -%}
                    {%- for column in node.columns.values() -%}
                        {%- do rows.append(
                            catalog_row('column', node.name, column.name, column.description, {}, column.data_type)
                        ) -%}
                    {%- endfor -%}
                {%- endif -%}
            {%- endfor -%}
        {%- endif -%}
        {%- if not rows -%}
            {%- do rows.append(catalog_row('', '', '', '', {})) -%}
        {%- endif %}
        {{ rows | join(',\n        ') }}
    ) as entries (
        kind, parent, name, title, description, grain, key_columns, question, data_type, unit, formula, axis, direction,
        needs, definition_version, rolls_up
    )
{%- endmacro %}
