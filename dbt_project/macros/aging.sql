{#- Aged receivables: which bucket an age falls in, the order buckets are read in, and the open items that a KPI counts
    as of the as-of day. -#}

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

{#- Facts of a KPI over open debit balances, credit balances left out: what counts of them over all of them. `undated` is
    true for an item of which nobody can say whether it counts: it stands in the denominator and beside the figure. -#}
{% macro open_ar_facts(counted, undated='false', among='true') -%}
    select
        {{ month_of('run.as_of') }} as period,
        items.entity_id,
        items.payer_name,
        items.financial_class,
        case when {{ counted }} then items.open_amount else 0 end as numerator,
        items.open_amount as denominator,
        case when {{ undated }} then 1 else 0 end as unmeasured_count
    from {{ ref('ar_open_items') }} as items
    cross join {{ ref('stg_run') }} as run
    where not items.is_credit and {{ among }}
{%- endmacro %}

{#- The same for balances older than so many days on one of the clocks dos, bill and resp. An item without a date there,
    or with one still to come, is not young: nobody knows. -#}
{% macro aged_ar_facts(clock, days, among='true') -%}
    {{ open_ar_facts(
        counted='items.' ~ clock ~ '_age_days > ' ~ days,
        undated='items.' ~ clock ~ "_bucket in ('no date', 'in the future')",
        among=among
    ) }}
{%- endmacro %}
