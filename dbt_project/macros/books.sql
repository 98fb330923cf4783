{#- What ledgers say of their lines. -#}

{#- True where a bank line and a cash entry can belong together: same entity, and the entry stands on the ledger account
    that books the bank account, where one is named. -#}
{% macro same_books(line, entry) -%}
    ({{ same_entity(line ~ '.entity_id', entry ~ '.entity_id') }}
    and coalesce({{ line }}.gl_account = {{ entry }}.gl_account, true))
{%- endmacro %}

{#- True where a ledger line says that it is a journal entry, as ledgers name the kind. -#}
{% macro is_manual(line) -%}
    (lower(coalesce({{ line }}.transaction_type, '')) like '%journal%' or {{ line }}.transaction_type in ('SA', 'Manual'))
{%- endmacro %}
