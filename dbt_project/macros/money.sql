{#- Which money may be added up. -#}

{#- True for an amount in US dollars; a bank that states no currency means dollars. Amounts in another currency are kept
    in staging and told as exceptions, but no model adds them to dollars or matches them. -#}
{% macro is_us_dollars(currency) -%}
    coalesce({{ currency }}, 'USD') = 'USD'
{%- endmacro %}

{#- So many basis points of an amount, in whole cents, halves away from zero; exact, without binary fractions. -#}
{% macro percent_of(amount, basis_points) -%}
    round({{ amount }} * {{ basis_points }} * cast(0.0001 as decimal(5, 4)), 2)
{%- endmacro %}

{#- Dollars as people write them, two decimals and thousands apart: 1,234,567.80. Below a thousand million. -#}
{% macro money_text(amount) -%}
    {%- set whole = "cast(cast(abs(" ~ amount ~ ") * 100 as bigint) as " ~ type_text() ~ ")" -%}
    concat(
        case when {{ amount }} < 0 then '-' else '' end,
        {{ grouped_digits("substr(lpad(" ~ whole ~ ", 12, '0'), 1, 10)") }},
        '.',
        substr(lpad({{ whole }}, 12, '0'), 11, 2)
    )
{%- endmacro %}

{#- Ten digits without their leading zeros, a comma before each three: 0001234567 -> 1,234,567. -#}
{% macro grouped_digits(digits) -%}
    regexp_replace(
        concat(
            substr({{ digits }}, 1, 1), ',', substr({{ digits }}, 2, 3), ',',
            substr({{ digits }}, 5, 3), ',', substr({{ digits }}, 8, 3)
        ),
        '^[0,]+([0-9])', '\1'
    )
{%- endmacro %}

{#- A text with each {fact} in braces replaced by the column of that name. -#}
{% macro fill_template(text, facts) -%}
    {%- set filled = namespace(sql=text) -%}
    {%- for fact in facts -%}
        {%- set filled.sql = "replace(" ~ filled.sql ~ ", '{" ~ fact ~ "}', " ~ fact ~ ")" -%}
    {%- endfor -%}
    {{ filled.sql }}
{%- endmacro %}

{#- The facts a drafted message may name. -#}
{% macro message_facts() -%}
    {{ return(['practice', 'tax_id', 'payer', 'reference', 'amount', 'difference', 'event_date', 'opened', 'channel',
        'account_ending', 'bank_reference']) }}
{%- endmacro %}
