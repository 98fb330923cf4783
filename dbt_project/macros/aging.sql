{#- Buckets of aged receivables: which bucket an age falls in, and the order buckets are read in. -#}

{#- Bucket of an age in whole days. No date and a date still to come are not young: each has a
    bucket of its own. -#}
{% macro aging_bucket(age_days) -%}
    case
        when {{ age_days }} is null then 'no date'
        when {{ age_days }} < 0 then 'in the future'
        when {{ age_days }} <= 30 then '0-30'
        when {{ age_days }} <= 60 then '31-60'
        when {{ age_days }} <= 90 then '61-90'
        when {{ age_days }} <= 120 then '91-120'
        when {{ age_days }} <= 150 then '121-150'
        when {{ age_days }} <= 180 then '151-180'
        else '>180'
    end
{%- endmacro %}

{#- Reading order of a bucket, youngest first; what has no age comes last. -#}
{% macro aging_bucket_order(bucket) -%}
    case {{ bucket }}
        when '0-30' then 1
        when '31-60' then 2
        when '61-90' then 3
        when '91-120' then 4
        when '121-150' then 5
        when '151-180' then 6
        when '>180' then 7
        when 'no date' then 8
        else 9
    end
{%- endmacro %}
