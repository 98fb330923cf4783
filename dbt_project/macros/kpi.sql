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
    unless the facts count them. -#}
{% macro parts_by_grain(
    facts, counted='case when denominator <> 0 then 1 else 0 end', numerator='numerator', denominator='denominator'
) -%}
    select
        period,
        entity_id,
        grain,
        grain_value,
        cast(sum({{ numerator }}) as decimal(18, 2)) as numerator,
        cast(sum({{ denominator }}) as decimal(18, 2)) as denominator,
        cast(sum(unmeasured_count) as bigint) as unmeasured_count,
        cast(sum({{ counted }}) as bigint) as n
    from (
        {{ each_grain(facts) }}
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

{#- A balance in days of average charges, by period, entity and grain, from int_ar_days_facts. A practice with less than
    80 days of charges is not measured. -#}
{% macro days_of_charges(kpi_id, balance, item_count) -%}
    with
    facts as (
        select
            period,
            entity_id,
            payer_name,
            financial_class,
            {{ balance }} as numerator,
            charge_amount as denominator,
            0 as unmeasured_count,
            {{ item_count }} as item_count
        from {{ ref('int_ar_days_facts') }}
    ),

    parts as (
        {{ parts_by_grain('facts', counted='item_count') }}
    ),

    windows as (
        select
            entity_id,
            max(window_days) as window_days
        from {{ ref('int_ar_days_facts') }}
        group by entity_id
    )

    -- People read the average charge of a day to the cent; the value itself is divided unrounded.
    select
        '{{ kpi_id }}' as kpi_id,
        parts.period,
        parts.entity_id,
        parts.grain,
        parts.grain_value,
        parts.numerator,
        cast(parts.denominator / nullif(windows.window_days, 0) as decimal(18, 2)) as denominator,
        case
            when windows.window_days >= 80
                then {{ ratio('parts.numerator * windows.window_days', 'parts.denominator') }}
        end as kpi_value,
        parts.unmeasured_count,
        parts.n
    from parts
    inner join windows on parts.entity_id = windows.entity_id
{%- endmacro %}

{#- Facts of a KPI over the gross charges of a month, from the roll-forward: an amount over the charges. -#}
{% macro share_of_charges(amount) -%}
    select
        period,
        entity_id,
        cast(null as {{ type_text() }}) as payer_name,
        financial_class,
        {{ amount }} as numerator,
        charge_amount as denominator,
        0 as unmeasured_count
    from {{ ref('ar_rollforward') }}
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
    from rows with period, entity_id, payer_name, financial_class, item_id, lag_days and weight: 1 where items count, a
    dollar amount where dollars do. An item without a lag bears no weight and stands beside the figure. The parts give the
    mean; nothing rolls up. -#}
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
        cast(sum(case when lag_days is null then 1 else 0 end) as bigint) as unmeasured_count,
        cast(sum(case when lag_days is null then 0 else 1 end) as bigint) as n
    from (
        select
            cut.*,
            sum(weight) over (
                partition by period, entity_id, grain, grain_value
                order by lag_days nulls last, item_id
                rows between unbounded preceding and current row
            ) as cumulative_weight,
            sum(weight) over (partition by period, entity_id, grain, grain_value) as total_weight
        from (
            {{ each_grain(facts) }}
        ) as cut
    ) as ranked
    group by
        period,
        entity_id,
        grain,
        grain_value
{%- endmacro %}

{#- Months counted from the year 0, so that the months between two dates are a difference. -#}
{% macro month_number(day) -%}
    extract(year from {{ day }}) * 12 + extract(month from {{ day }})
{%- endmacro %}

{#- What stood on hold at the end of each period, from items with period, entity_id and ending_amount: a period in which
    nothing stood open counts 0.00, not nothing. `day` names the column of int_cash_windows with a day's cash, where the
    figure is told in days; then the amount is the numerator. `payer` names the items' column with the payer, where the
    figure is cut by it. -#}
{% macro cash_on_hold_facts(items, day=none, payer=none) -%}
    {%- for facts in ['windows', items] %}
    select
        period,
        entity_id,
        {{ payer if payer and loop.last else 'cast(null as ' ~ type_text() ~ ')' }} as payer_name,
        cast(null as {{ type_text() }}) as financial_class,
        {{ 'ending_amount' if loop.last else '0' }} as {{ 'numerator' if day else 'amount' }},
        {%- if day %}
        {{ '0' if loop.last else day }} as denominator,
        {%- endif %}
        {{ '1' if loop.last else '0' }} as item_count,
        0 as unmeasured_count
    from {{ ref('int_cash_windows') if loop.first else facts }}
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
{%- endmacro %}

{#- Drawer days up to the as-of date as facts of a KPI: what a counted drawer weighs, as the numerator of a rate of
    counted drawers or as an amount. A drawer nobody counted is unmeasured. -#}
{% macro drawer_facts(weight, is_rate=false) -%}
    select
        {{ month_of('drawers.business_date') }} as period,
        drawers.entity_id,
        cast(null as {{ type_text() }}) as payer_name,
        cast(null as {{ type_text() }}) as financial_class,
        case when drawers.over_short_amount is null then 0 else {{ weight }} end as {{ 'numerator' if is_rate else 'amount' }},
        case when drawers.over_short_amount is null then 0 else 1 end as {{ 'denominator' if is_rate else 'item_count' }},
        case when drawers.over_short_amount is null then 1 else 0 end as unmeasured_count
    from {{ ref('drawer_days') }} as drawers
    inner join {{ ref('stg_run') }} as run on drawers.business_date <= run.as_of
{%- endmacro %}
