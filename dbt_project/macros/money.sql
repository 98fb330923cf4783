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
