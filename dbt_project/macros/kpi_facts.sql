{#- Facts of KPIs that several of them count: balances in days of charges, shares of charges, cash on hold, drawers. -#}

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
