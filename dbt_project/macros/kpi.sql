{#- Arithmetic every KPI shares: cuts by grain, sums of parts, one division at the end. -#}

{#- The rows of a relation once for the whole practice, once for their payer and once for their financial class;
    a row without payer or class counts for the practice only. -#}
{% macro each_grain(facts) -%}
    select
        {{ facts }}.*,
        'practice' as grain,
        'all' as grain_value
    from {{ facts }}
    union all
    select
        {{ facts }}.*,
        'payer' as grain,
        payer_name as grain_value
    from {{ facts }}
    where payer_name is not null
    union all
    select
        {{ facts }}.*,
        'financial_class' as grain,
        financial_class as grain_value
    from {{ facts }}
    where financial_class is not null
{%- endmacro %}

{#- Parts of a KPI by period, entity and grain, from rows that carry period, entity_id, payer_name, financial_class,
    numerator, denominator and unmeasured_count. How many things the denominator is made of stands beside as n: its rows,
    unless the facts count them. Rows of one payer and class are added up before they are cut three ways: there may be
    millions of them, and parts add up in any order. -#}
{% macro parts_by_grain(
    facts, counted='case when denominator <> 0 then 1 else 0 end', numerator='numerator', denominator='denominator'
) -%}
    select
        period,
        entity_id,
        grain,
        grain_value,
        cast(sum(numerator) as decimal(18, 2)) as numerator,
        cast(sum(denominator) as decimal(18, 2)) as denominator,
        cast(sum(unmeasured_count) as bigint) as unmeasured_count,
        cast(sum(n) as bigint) as n
    from (
        with
        added as (
            select
                period,
                entity_id,
                payer_name,
                financial_class,
                sum({{ numerator }}) as numerator,
                sum({{ denominator }}) as denominator,
                sum(unmeasured_count) as unmeasured_count,
                sum({{ counted }}) as n
            from {{ facts }}
            group by
                period,
                entity_id,
                payer_name,
                financial_class
        )

        {{ each_grain('added') }}
    ) as cut
    group by
        period,
        entity_id,
        grain,
        grain_value
{%- endmacro %}

{#- One part over the other; null where there is nothing to divide by. The only place where money becomes a float. -#}
{% macro ratio(numerator, denominator) -%}
    cast({{ numerator }} as double) / nullif(cast({{ denominator }} as double), 0)
{%- endmacro %}

{#- A rate by period, entity and grain, from the same rows as parts_by_grain: its parts and the one over the other. The
    columns every KPI model ends with. -#}
{% macro rate_by_grain(kpi_id, facts, counted='case when denominator <> 0 then 1 else 0 end') -%}
    select
        '{{ kpi_id }}' as kpi_id,
        period,
        entity_id,
        grain,
        grain_value,
        numerator,
        denominator,
        {{ ratio('numerator', 'denominator') }} as kpi_value,
        unmeasured_count,
        n
    from (
        {{ parts_by_grain(facts, counted) }}
    ) as parts
{%- endmacro %}

{#- An amount by period, entity and grain, from rows with period, entity_id, payer_name, financial_class, amount,
    item_count and unmeasured_count: one part only. There is nothing to divide by: amounts add up as they are. -#}
{% macro amount_by_grain(kpi_id, facts) -%}
    select
        '{{ kpi_id }}' as kpi_id,
        period,
        entity_id,
        grain,
        grain_value,
        numerator,
        denominator,
        cast(numerator as double) as kpi_value,
        unmeasured_count,
        n
    from (
        {{ parts_by_grain(facts, counted='item_count', numerator='amount', denominator='cast(null as decimal(18, 2))') }}
    ) as parts
{%- endmacro %}

{#- The lag that a share of the weight did not exceed (0.5: median, 0.9: 90th percentile), by period, entity and grain,
    from rows with period, entity_id, payer_name, financial_class, lag_days and weight: 1 where items count, a dollar
    amount where dollars do. An item without a lag bears no weight and stands beside the figure. The parts give the
    mean; nothing rolls up. Items of one payer, class and lag are added up first: lags are few where items are millions. -#}
{% macro lag_by_grain(kpi_id, facts, share) -%}
    select
        '{{ kpi_id }}' as kpi_id,
        period,
        entity_id,
        grain,
        grain_value,
        cast(sum(coalesce(lag_days, 0) * weight) as decimal(18, 2)) as numerator,
        cast(sum(weight) as decimal(18, 2)) as denominator,
        cast(min(case when cumulative_weight >= {{ share }} * total_weight then lag_days end) as double) as kpi_value,
        cast(sum(case when lag_days is null then item_count else 0 end) as bigint) as unmeasured_count,
        cast(sum(case when lag_days is null then 0 else item_count end) as bigint) as n
    from (
        with
        added as (
            select
                period,
                entity_id,
                payer_name,
                financial_class,
                lag_days,
                sum(weight) as weight,
                count(*) as item_count
            from {{ facts }}
            group by
                period,
                entity_id,
                payer_name,
                financial_class,
                lag_days
        )

        select
            cut.*,
            sum(weight) over (
                partition by period, entity_id, grain, grain_value
                order by lag_days nulls last
                range between unbounded preceding and current row
            ) as cumulative_weight,
            sum(weight) over (partition by period, entity_id, grain, grain_value) as total_weight
        from (
            {{ each_grain('added') }}
        ) as cut
    ) as ranked
    group by
        period,
        entity_id,
        grain,
        grain_value
{%- endmacro %}
