-- The steps from one month-end's days in A/R to the next's, in a fixed order: each changes one thing and leaves the
-- rest.
with
months as (
    select
        *,
        cast(prior_window_charge_amount / prior_window_days as decimal(18, 2)) as prior_daily_amount,
        cast(window_charge_amount / window_days as decimal(18, 2)) as daily_amount
    from {{ ref('int_ar_days_months') }}
),

mixes as (
    select * from {{ ref('int_ar_class_mix') }}
),

flows as (
    select * from {{ ref('int_ar_days_flows') }}
),

levels as (
    select
        entity_id,
        period,
        0 as driver_order,
        'month_end_before' as driver,
        cast(prior_debit_amount as decimal(18, 2)) as actual_amount,
        prior_daily_amount as usual_amount,
        cast(null as decimal(18, 2)) as effect_amount,
        {{ ratio('prior_debit_amount * prior_window_days', 'prior_window_charge_amount') }} as days_after
    from months
    union all
    select
        entity_id,
        period,
        1 as driver_order,
        'class_mix' as driver,
        cast(null as decimal(18, 2)) as actual_amount,
        cast(null as decimal(18, 2)) as usual_amount,
        cast(null as decimal(18, 2)) as effect_amount,
        mixed_days as days_after
    from mixes
    union all
    select
        entity_id,
        period,
        2 as driver_order,
        'charge_level' as driver,
        daily_amount as actual_amount,
        prior_daily_amount as usual_amount,
        cast(null as decimal(18, 2)) as effect_amount,
        {{ ratio('prior_debit_amount * window_days', 'window_charge_amount') }} as days_after
    from months
    union all
    select
        entity_id,
        period,
        driver_order,
        driver,
        actual_amount,
        usual_amount,
        effect_amount,
        {{ ratio('owed_amount * window_days', 'window_charge_amount') }} as days_after
    from flows
    union all
    select
        entity_id,
        period,
        10 as driver_order,
        'this_month_end' as driver,
        cast(debit_amount as decimal(18, 2)) as actual_amount,
        daily_amount as usual_amount,
        cast(null as decimal(18, 2)) as effect_amount,
        coalesce(measured_days, {{ ratio('debit_amount * window_days', 'window_charge_amount') }}) as days_after
    from months
),

final as (
    select
        entity_id,
        period,
        driver_order,
        driver,
        actual_amount,
        usual_amount,
        effect_amount,
        cast(days_after as decimal(18, 2)) as days_after
    from levels
)

select * from final
