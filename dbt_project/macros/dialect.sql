{#- What DuckDB and Spark write differently. A model never spells these out. -#}

{#- One output row per word of a text: cut at everything that is neither letter nor digit. -#}
{% macro each_word(text) -%}
    {{ return(adapter.dispatch('each_word')(text)) }}
{%- endmacro %}

{% macro default__each_word(text) -%}
    unnest(string_split_regex(upper({{ text }}), '[^A-Z0-9]+'))
{%- endmacro %}

{% macro spark__each_word(text) -%}
    explode(split(upper({{ text }}), '[^A-Z0-9]+'))
{%- endmacro %}

{#- One output row per field of a text: cut at blanks and at the delimiters of an addenda record only, so that a number
    with a hyphen or underscore stays in one piece. -#}
{% macro each_field(text) -%}
    {{ return(adapter.dispatch('each_field')(text)) }}
{%- endmacro %}

{% macro default__each_field(text) -%}
    unnest(string_split_regex(upper({{ text }}), '[\s*~|^\\,;]+'))
{%- endmacro %}

{% macro spark__each_field(text) -%}
    explode(split(upper({{ text }}), '[\\s*~|^\\\\,;]+'))
{%- endmacro %}

{#- A number as matching compares it: upper case, letters and digits only, leading zeros dropped (banks drop them);
    null when nothing is left. -#}
{% macro normalise_reference(text) -%}
    nullif(regexp_replace({{ squeeze(text) }}, '^0+', ''), '')
{%- endmacro %}

{#- Upper case, letters and digits only. -#}
{% macro squeeze(text) -%}
    {{ return(adapter.dispatch('squeeze')(text)) }}
{%- endmacro %}

{% macro default__squeeze(text) -%}
    regexp_replace(upper({{ text }}), '[^A-Z0-9]', '', 'g')
{%- endmacro %}

{% macro spark__squeeze(text) -%}
    regexp_replace(upper({{ text }}), '[^A-Z0-9]', '')
{%- endmacro %}

{#- The engine's type of a text. -#}
{% macro type_text() -%}
    {{ return(dbt.type_string()) }}
{%- endmacro %}

{#- 'YYYY-MM' of a date. -#}
{% macro month_of(day) -%}
    substr(cast({{ day }} as {{ type_text() }}), 1, 7)
{%- endmacro %}

{#- Whole days from one date to another. -#}
{% macro days_between(first_day, last_day) -%}
    {{ dbt.datediff(first_day, last_day, 'day') }}
{%- endmacro %}
