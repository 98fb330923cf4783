{#- Keys and deliveries: how a row gets its identity. Dialect differences are in dialect.sql. -#}

{#- Text key of a row from the columns that make it unique; the same columns give the same key on every engine. -#}
{% macro surrogate_key(columns) -%}
    md5(concat_ws('|'
        {%- for column in columns -%}
        , coalesce(cast({{ column }} as {{ type_text() }}), '')
        {%- endfor -%}
    ))
{%- endmacro %}

{#- Rows of a raw table, of each contract key only the one delivered last. The name and the line break ties, so the
    choice never depends on the order of rows. -#}
{% macro latest_delivery(record, key) -%}
    select delivered.*
    from {{ source('raw', record) }} as delivered
    left join {{ source('raw', 'files') }} as delivery
        on
            delivered._file_id = delivery.file_id
            and delivery.outcome <> 'duplicate'
    qualify
        row_number() over (
            partition by
                {% for column in key -%}
                delivered.{{ column }}{{ ', ' if not loop.last }}
                {%- endfor %}
            order by
                delivery.delivered_at desc nulls last,
                delivery.file_name desc nulls last,
                delivered._line desc
        ) = 1
{%- endmacro %}

{#- True where two things belong to the same entity, or the entity of one is unknown. -#}
{% macro same_entity(left, right) -%}
    ({{ left }} = {{ right }} or {{ left }} = 'unassigned' or {{ right }} = 'unassigned')
{%- endmacro %}

{#- A date as the bank calendar knows it: days before or after the calendar count as its first or last day. -#}
{% macro calendar_day(day) -%}
    case
        when {{ day }} < date '2018-01-01' then date '2018-01-01'
        when {{ day }} > date '2032-12-31' then date '2032-12-31'
        else {{ day }}
    end
{%- endmacro %}

{#- Key of an exception: the same trouble with the same thing keeps its key from run to run, so decisions stay with it. -#}
{% macro exception_key(code, subject_kind, subject_id) -%}
    {{ surrogate_key([code, subject_kind, subject_id]) }}
{%- endmacro %}
