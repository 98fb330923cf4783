{#- Keys and deliveries: how a row gets its identity. Dialect differences are in dialect.sql. -#}

{#- Text key of a row from the columns that make it unique; the same columns give the same key on every engine. -#}
{% macro surrogate_key(columns) -%}
    md5(concat_ws('|'
        {%- for column in columns -%}
        , coalesce(cast({{ column }} as {{ type_text() }}), '')
        {%- endfor -%}
    ))
{%- endmacro %}

{#- Records of PM systems, whose layouts may say that each export holds everything. -#}
{% macro withdrawable_records() -%}
    {{ return(['pm_adjustment', 'pm_charge', 'pm_claim', 'pm_payment', 'pm_payment_application', 'pm_transaction']) }}
{%- endmacro %}

{#- Rows of a raw table, of each contract key only the one delivered last, without those that a later delivery of
    everything no longer has. A key whose row was refused there is not withdrawn: it was delivered, only not readable. -#}
{% macro latest_delivery(record, key) -%}
    {% if record not in withdrawable_records() -%}
    {{ newest_rows(record, key) }}
    {%- else -%}
    with
    newest as (
        select
            found.*,
            {{ surrogate_key(key) }} as row_key
        from ({{ newest_rows(record, key) }}) as found
    ),

    withdrawn as (
        select distinct newest.row_key
        from newest
        inner join {{ ref('stg_replaced_deliveries') }} as replaced
            on
                newest._file_id = replaced.file_id
                and newest.practice_id = replaced.practice_id
        left join {{ source('raw', 'quarantined_rows') }} as refused
            on
                replaced.replaced_by_file_id = refused.file_id
                and position(newest.{{ key[1] }} in refused.row_text) > 0
        where refused.file_id is null
    )

    select newest.*
    from newest
    left join withdrawn
        on newest.row_key = withdrawn.row_key
    where withdrawn.row_key is null
    {%- endif %}
{%- endmacro %}

{#- Rows of a raw table, of each key the one delivered last. The name and the line break ties, so the choice never
    depends on the order of rows. -#}
{% macro newest_rows(record, key) -%}
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

{#- How payers run a patient account, a day and their claim number together in one reference: PTACCT#20260301 CLAIM1. -#}
{% macro composite_reference() -%}
    ^([^# ]+)[# ]*((?:19|20)[0-9]{6})[# ]+([^# ]+)$
{%- endmacro %}
