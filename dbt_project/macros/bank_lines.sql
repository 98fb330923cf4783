{#- What a bank says of its lines: in words, by type codes, with numbers cut short. -#}

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

{#- True where the bank says that a line corrects another, by its type or in words. `words` stands in bars. -#}
{% macro is_bank_correction(line) -%}
    (
        contains({{ line }}.words, '|REVERSAL|')
        or contains({{ line }}.words, '|CORRECTION|')
        or {{ line }}.type_code in ('172', '252', '254', '552', '554', '695')
    )
{%- endmacro %}

{#- True where the bank says that a line moves money between accounts. `words` stands in bars. -#}
{% macro is_bank_transfer(line) -%}
    (
        contains({{ line }}.words, '|TRANSFER|')
        or contains({{ line }}.words, '|ZBA|')
        or contains({{ line }}.words, '|SWEEP|')
    )
{%- endmacro %}

{#- True where the bank says that a credit brings a returned item again. `words` stands in bars. -#}
{% macro is_redeposit(line) -%}
    (
        {{ line }}.type_code = '176'
        or contains({{ line }}.words, '|REDEPOSIT')
        or contains({{ line }}.words, '|RE|DEPOSIT')
        or contains({{ line }}.words, '|RDI|')
    )
{%- endmacro %}

{#- The text of a bank line as far as it recurs: its letters, without the days and numbers a bank writes between them. -#}
{% macro recurring_text(text) -%}
    translate({{ squeeze(text) }}, '0123456789', '')
{%- endmacro %}
