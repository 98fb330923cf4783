{#- Roll-forwards of cash: beginning + new - resolved = ending, per month, entity and account, from items of one shape. -#}

{#- Sums of items by month, entity and account; months in which nothing was open stand there with nothing. -#}
{% macro roll_forward(key, items) -%}
    select
        {{ surrogate_key(['places.period', 'places.entity_id', 'places.account_number']) }} as {{ key }},
        places.period,
        places.entity_id,
        places.account_number,
        cast(coalesce(sum(found.beginning_amount), 0) as decimal(18, 2)) as beginning_amount,
        cast(coalesce(sum(found.new_amount), 0) as decimal(18, 2)) as new_amount,
        cast(coalesce(sum(found.resolved_amount), 0) as decimal(18, 2)) as resolved_amount,
        cast(coalesce(sum(found.ending_amount), 0) as decimal(18, 2)) as ending_amount,
        cast(count(case when found.ending_amount <> 0 then 1 end) as integer) as open_count,
        cast(max(case when found.ending_amount <> 0 then found.age_business_days end) as integer)
            as oldest_age_business_days
    from (
        select
            periods.period,
            accounts.entity_id,
            accounts.account_number
        from (select distinct entity_id, account_number from {{ ref('int_money_cells') }}) as accounts
        inner join {{ ref('int_bridge_periods') }} as periods
            on accounts.entity_id = periods.entity_id
        union distinct
        select
            period,
            entity_id,
            account_number
        from {{ items }}
    ) as places
    left join {{ items }} as found
        on
            places.period = found.period
            and places.entity_id = found.entity_id
            and places.account_number = found.account_number
    group by places.period, places.entity_id, places.account_number
{%- endmacro %}

{#- What stood open at the start of a month, came, went and is left of it, from open money. -#}
{% macro item_amounts() -%}
    cast(beginning_amount as decimal(18, 2)) as beginning_amount,
    cast(greatest(ending_amount - beginning_amount, 0) as decimal(18, 2)) as new_amount,
    cast(greatest(beginning_amount - ending_amount, 0) as decimal(18, 2)) as resolved_amount,
    cast(ending_amount as decimal(18, 2)) as ending_amount
{%- endmacro %}
