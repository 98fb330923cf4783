-- Every control account of the ledger and month against its sub-ledger: bank lines, PM system, remittances, payouts.
-- The difference is broken into named items; what none of them names is the residual.
with
{% set items_of_difference = [
    'timing_amount', 'unbooked_amount', 'booked_elsewhere_amount', 'manual_amount', 'not_at_bank_amount',
    'another_amount', 'differs_from_pm_amount',
] -%}
ledger as (
    select
        entity_id,
        role,
        gl_account,
        month as period,
        sum(debit_amount) as gl_amount
    from {{ ref('int_ledger_lines') }}
    where role is not null
    group by entity_id, role, gl_account, month
),

facts as (
    select
        entity_id,
        booked_role as role,
        gl_account,
        period,
        sum(debit_amount) as subledger_amount
    from {{ ref('int_book_facts') }}
    group by entity_id, booked_role, gl_account, period
),

items as (
    select * from {{ ref('int_tie_sums') }}
),

-- months the ledger has been delivered for, up to the newest day
months as (
    select
        openings.entity_id,
        openings.gl_account,
        openings.opening_amount,
        {{ month_of('calendar.calendar_date') }} as period
    from {{ ref('int_ledger_openings') }} as openings
    inner join {{ ref('bank_calendar') }} as calendar
        on openings.first_date <= calendar.calendar_date
    inner join {{ ref('stg_run') }} as run
        on calendar.calendar_date <= run.as_of
    group by openings.entity_id, openings.gl_account, openings.opening_amount, {{ month_of('calendar.calendar_date') }}
),

controls as (
    select
        known_roles.role,
        known_roles.title,
        chart.account as gl_account
    from {{ ref('account_roles') }} as known_roles
    inner join {{ ref('gl_accounts') }} as chart
        on known_roles.role = chart.role
    where known_roles.is_control
),

joined as (
    select
        months.entity_id,
        months.period,
        controls.role,
        controls.title,
        months.gl_account,
        months.opening_amount,
        coalesce(ledger.gl_amount, 0) as gl_amount,
        coalesce(facts.subledger_amount, 0) as subledger_amount,
        {% for item in items_of_difference -%}
        coalesce(items.{{ item }}, 0) as {{ item }},
        {% endfor -%}
        coalesce(items.item_count, 0) as item_count
    from months
    inner join controls
        on months.gl_account = controls.gl_account
    {%- for source in ['ledger', 'facts', 'items'] %}
    left join {{ source }}
        on
            months.entity_id = {{ source }}.entity_id
            and months.gl_account = {{ source }}.gl_account
            and months.period = {{ source }}.period
            and controls.role = {{ source }}.role
    {%- endfor %}
),

final as (
    select
        {{ surrogate_key(['entity_id', 'gl_account', 'period']) }} as gl_tieout_id,
        entity_id,
        period,
        role,
        title,
        gl_account,
        cast(
            opening_amount + sum(gl_amount) over (partition by entity_id, gl_account order by period) - gl_amount
            as decimal(18, 2)
        ) as gl_opening_amount,
        cast(gl_amount as decimal(18, 2)) as gl_amount,
        cast(
            opening_amount + sum(gl_amount) over (partition by entity_id, gl_account order by period)
            as decimal(18, 2)
        ) as gl_closing_amount,
        cast(subledger_amount as decimal(18, 2)) as subledger_amount,
        cast(gl_amount - subledger_amount as decimal(18, 2)) as difference_amount,
        {% for item in items_of_difference -%}
        cast({{ item }} as decimal(18, 2)) as {{ item }},
        {% endfor -%}
        cast(
            gl_amount - subledger_amount - {{ items_of_difference | join(' - ') }} as decimal(18, 2)
        ) as residual_amount,
        cast(item_count as integer) as item_count
    from joined
)

select * from final
