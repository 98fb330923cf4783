{#- What PM systems say of their rows. -#}

{#- True where the PM system took a row back: it was voided or deleted, on a day that is told or with a mark only. What
    is void counts for nothing; what is not is live. -#}
{% macro is_void(row='') -%}
    {%- set of = row ~ '.' if row else '' -%}
    ({{ of }}void_date is not null or coalesce({{ of }}is_voided, 'N') = 'Y')
{%- endmacro %}

{#- The batch a PM payment stands in; where its practice is `unbatched`, a day's cash and checks of patients that name
    none are one. No bank text has the word of such a batch, so that no key of a deposit finds it by chance. -#}
{% macro batch_or_day() -%}
    case
        when
            batch_number is null
            and payer_type <> 'insurance'
            and method in ('cash', 'check')
            and practice_id in (select unbatched.practice_id from unbatched)
            then concat('day ', cast(posting_date as {{ type_text() }}))
        else batch_number
    end
{%- endmacro %}

{#- True where a batch is the takings of a day and bears no number. -#}
{% macro is_batch_of_day(batch) -%}
    {{ batch }} like 'day ____-__-__'
{%- endmacro %}
