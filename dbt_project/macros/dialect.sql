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

{#- One output row per field of some texts; what stands in them several times comes once. -#}
{% macro each_field_once(texts) -%}
    {{ return(adapter.dispatch('each_field_once')(texts)) }}
{%- endmacro %}

{% macro default__each_field_once(texts) -%}
    unnest(list_distinct(flatten([
        {%- for text in texts -%}
        string_split_regex(upper({{ text }}), '[\s*~|^\\,;]+'){{ ', ' if not loop.last }}
        {%- endfor -%}
    ])))
{%- endmacro %}

{% macro spark__each_field_once(texts) -%}
    explode(array_distinct(flatten(array(
        {%- for text in texts -%}
        split(upper({{ text }}), '[\\s*~|^\\\\,;]+'){{ ', ' if not loop.last }}
        {%- endfor -%}
    ))))
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
    array_to_string(regexp_extract_all(upper({{ text }}), '[A-Z0-9]+'), '')
{%- endmacro %}

{% macro spark__squeeze(text) -%}
    regexp_replace(upper({{ text }}), '[^A-Z0-9]', '')
{%- endmacro %}

{#- Upper case, with one bar for everything between two words. -#}
{% macro mark_words(text) -%}
    {{ return(adapter.dispatch('mark_words')(text)) }}
{%- endmacro %}

{% macro default__mark_words(text) -%}
    regexp_replace(upper({{ text }}), '[^A-Z0-9]+', '|', 'g')
{%- endmacro %}

{% macro spark__mark_words(text) -%}
    regexp_replace(upper({{ text }}), '[^A-Z0-9]+', '|')
{%- endmacro %}

{#- One output row per run of so many characters of a text, wherever it starts; the text is at least that long. -#}
{% macro each_window(text, size) -%}
    {{ return(adapter.dispatch('each_window')(text, size)) }}
{%- endmacro %}

{% macro default__each_window(text, size) -%}
    unnest(list_transform(range(1, length({{ text }}) - {{ size - 2 }}), lambda i: substr({{ text }}, i, {{ size }})))
{%- endmacro %}

{% macro spark__each_window(text, size) -%}
    explode(transform(sequence(1, length({{ text }}) - {{ size - 1 }}), i -> substr({{ text }}, i, {{ size }})))
{%- endmacro %}

{#- The engine's type of a text. -#}
{% macro type_text() -%}
    {{ return(dbt.type_string()) }}
{%- endmacro %}

{#- 'YYYY-MM' of a date. -#}
{% macro month_of(day) -%}
    substr(cast({{ day }} as {{ type_text() }}), 1, 7)
{%- endmacro %}

{#- The date so many days after (or, below zero, before) another. -#}
{% macro add_days(day, number) -%}
    cast({{ dbt.dateadd('day', number, day) }} as date)
{%- endmacro %}

{#- The first day of the month of a date. -#}
{% macro month_start(day) -%}
    cast({{ dbt.date_trunc('month', day) }} as date)
{%- endmacro %}

{#- Whole days from one date to another. -#}
{% macro days_between(first_day, last_day) -%}
    {{ dbt.datediff(first_day, last_day, 'day') }}
{%- endmacro %}

{#- Says of a step of a long chain that it is computed once and kept, so that an engine need not plan all steps in one. -#}
{% macro computed_once() -%}
    {{ return(adapter.dispatch('computed_once')()) }}
{%- endmacro %}

{% macro default__computed_once() -%}
    materialized
{%- endmacro %}

{% macro spark__computed_once() -%}
{%- endmacro %}

{#- How alike two short texts are, from 0 to 1; null when either is. -#}
{% macro text_similarity(left_text, right_text) -%}
    {{ return(adapter.dispatch('text_similarity')(left_text, right_text)) }}
{%- endmacro %}

{% macro default__text_similarity(left_text, right_text) -%}
    jaro_winkler_similarity({{ left_text }}, {{ right_text }})
{%- endmacro %}

{% macro spark__text_similarity(left_text, right_text) -%}
    1 - levenshtein({{ left_text }}, {{ right_text }}) / greatest(length({{ left_text }}), length({{ right_text }}), 1)
{%- endmacro %}

{#- All texts of a group as one, in the order of the alphabet. -#}
{% macro texts_joined(text, separator) -%}
    {{ dbt.listagg(text, separator, 'order by ' ~ text) }}
{%- endmacro %}
