{#- Which money may be added up. -#}

{#- True for an amount in US dollars; a bank that states no currency means dollars. Amounts in another currency are kept
    in staging and told as exceptions, but no model adds them to dollars or matches them. -#}
{% macro is_us_dollars(currency) -%}
    coalesce({{ currency }}, 'USD') = 'USD'
{%- endmacro %}
