{#- What PM systems say of their rows. -#}

{#- True where the PM system took a row back: it was voided or deleted, on a day that is told or with a mark only. What
    is void counts for nothing; what is not is live. -#}
{% macro is_void(row='') -%}
    {%- set of = row ~ '.' if row else '' -%}
    ({{ of }}void_date is not null or coalesce({{ of }}is_voided, 'N') = 'Y')
{%- endmacro %}
