-- Why days in A/R moved: from one month-end to the next, each driver in days, together exact to two decimals.
with
steps as (
    select
        *,
        days_after - lag(days_after) over (partition by entity_id, period order by driver_order) as days
    from {{ ref('int_ar_days_steps') }}
),

-- What the drivers leave unexplained of the figure as measured; it must be 0.00.
rows_of_month as (
    select
        entity_id,
        period,
        driver_order,
        driver,
        case when driver_order in (0, 10) then 'level' else 'driver' end as kind,
        actual_amount,
        usual_amount,
        effect_amount,
        case when driver_order in (0, 10) then days_after else days end as days,
        days_after
    from steps
    union all
    select
        entity_id,
        period,
        11 as driver_order,
        'unexplained' as driver,
        'residual' as kind,
        cast(null as decimal(18, 2)) as actual_amount,
        cast(null as decimal(18, 2)) as usual_amount,
        cast(null as decimal(18, 2)) as effect_amount,
        days,
        days_after
    from steps
    where driver_order = 10
),

mixes as (
    select
        entity_id,
        period,
        concat(
            moved_class, ' made ', cast(moved_percent as {{ type_text() }}), ' % of the charges instead of ',
            cast(prior_percent as {{ type_text() }}), ' %'
        ) as moved_text
    from {{ ref('int_ar_class_mix') }}
),

worded as (
    select
        rows_of_month.*,
        months.prior_end_date,
        months.end_date,
        mixes.moved_text,
        {{ money_text('rows_of_month.actual_amount') }} as actual,
        {{ money_text('rows_of_month.usual_amount') }} as usual,
        {{ money_text('abs(rows_of_month.effect_amount)') }} as effect,
        case when rows_of_month.effect_amount > 0 then 'less' else 'more' end as direction_text,
        concat(
            case when rows_of_month.days < 0 then '' else '+' end, {{ money_text('rows_of_month.days') }}, ' days'
        ) as days_text,
        {{ money_text('months.charge_amount') }} as charged
    from rows_of_month
    inner join {{ ref('int_ar_days_months') }} as months
        on
            rows_of_month.entity_id = months.entity_id
            and rows_of_month.period = months.period
    inner join mixes
        on
            rows_of_month.entity_id = mixes.entity_id
            and rows_of_month.period = mixes.period
),

{% set settled = "concat(' ', actual, ' of ', charged, ' charged, ', effect, ' ', direction_text, ' than usual: ', days_text)" -%}
final as (
    select
        {{ surrogate_key(['entity_id', 'period', 'driver']) }} as ar_days_driver_id,
        entity_id,
        period,
        prior_end_date,
        end_date,
        driver_order,
        driver,
        kind,
        actual_amount,
        usual_amount,
        effect_amount,
        cast(days as decimal(18, 2)) as days,
        cast(days_after as decimal(18, 2)) as days_after,
        case driver
            when 'month_end_before'
                then concat(actual, ' was owed, at ', usual, ' charged a day: ', {{ money_text('days') }}, ' days')
            when 'class_mix' then concat('Of the classes, ', moved_text, ' (all classes together: ', days_text, ')')
            when 'charge_level'
                then concat('An average day charged ', actual, ' instead of ', usual, ': ', days_text)
            when 'insurance_payments' then concat('Insurers paid', {{ settled }})
            when 'patient_payments' then concat('Patients paid', {{ settled }})
            when 'contractual_write_offs' then concat('Contractual write-offs took', {{ settled }})
            when 'denial_write_offs' then concat('Denied charges given up took', {{ settled }})
            when 'other_write_offs' then concat('Other write-offs took', {{ settled }})
            when 'refunds_and_reinstatements'
                then concat('Refunds, reinstatements and transfers put ', actual, ' back: ', days_text)
            when 'credit_balances'
                then concat('Credit balances changed by ', actual, ' and are not set against what is owed: ', days_text)
            when 'this_month_end'
                then concat(actual, ' is owed, at ', usual, ' charged a day: ', {{ money_text('days') }}, ' days')
            else concat('Not explained by the drivers: ', {{ money_text('days') }}, ' days')
        end as explanation
    from worded
)

select * from final
