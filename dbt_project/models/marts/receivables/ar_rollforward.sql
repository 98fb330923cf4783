-- The receivables of every month from beginning to ending: what was charged, paid, written off, given back and moved.
with
sums as (
    select * from {{ ref('int_ar_month_sums') }}
),

months as (
    select distinct {{ month_of('calendar_date') }} as period
    from {{ ref('bank_calendar') }}
),

spans as (
    select
        entity_id,
        financial_class,
        min(period) as first_period
    from sums
    group by entity_id, financial_class
),

-- A month without movement has a row as well, so that each ending is the next beginning.
grid as (
    select
        spans.entity_id,
        spans.financial_class,
        months.period
    from spans
    cross join {{ ref('stg_run') }} as run
    inner join months
        on
            spans.first_period <= months.period
            and months.period <= {{ month_of('run.as_of') }}
    union distinct
    select
        entity_id,
        financial_class,
        period
    from sums
),

changes as (
    select
        entity_id,
        financial_class,
        {{ month_of('posting_date') }} as period,
        sum(case when change_kind = 'back-dated' then after_amount else 0 end) as backdated_amount,
        sum(case when change_kind <> 'back-dated' then balance_change_amount else 0 end) as changed_amount
    from {{ ref('ar_changes') }}
    group by entity_id, financial_class, {{ month_of('posting_date') }}
),

{% set columns = [
    'charge_amount', 'insurance_payment_amount', 'patient_payment_amount', 'contractual_amount',
    'denial_write_off_amount', 'administrative_amount', 'charity_amount', 'bad_debt_amount', 'refund_amount',
    'reinstatement_amount', 'transfer_amount', 'change_amount',
] -%}
filled as (
    select
        grid.entity_id,
        grid.financial_class,
        grid.period,
        {%- for column in columns %}
        coalesce(sums.{{ column }}, 0) as {{ column }},
        {%- endfor %}
        coalesce(changes.backdated_amount, 0) as backdated_amount,
        coalesce(changes.changed_amount, 0) as changed_amount
    from grid
    left join sums
        on
            grid.entity_id = sums.entity_id
            and grid.financial_class = sums.financial_class
            and grid.period = sums.period
    left join changes
        on
            grid.entity_id = changes.entity_id
            and grid.financial_class = changes.financial_class
            and grid.period = changes.period
),

added_up as (
    select
        *,
        sum(change_amount) over (
            partition by entity_id, financial_class order by period
            rows between unbounded preceding and current row
        ) as ending_amount
    from filled
),

final as (
    select
        {{ surrogate_key(['entity_id', 'financial_class', 'period']) }} as ar_rollforward_id,
        entity_id,
        financial_class,
        period,
        cast(ending_amount - change_amount as decimal(18, 2)) as beginning_amount,
        {%- for column in columns[:-1] %}
        cast({{ column }} as decimal(18, 2)) as {{ column }},
        {%- endfor %}
        cast(ending_amount as decimal(18, 2)) as ending_amount,
        cast(backdated_amount as decimal(18, 2)) as backdated_amount,
        cast(changed_amount as decimal(18, 2)) as changed_amount
    from added_up
)

select * from final
