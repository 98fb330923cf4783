-- Why days in A/R moved: from one month-end to the next, each driver in days, together exact to two decimals.
with
steps as (
    select
        *,
        days_after - lag(days_after) over (partition by entity_id, period order by driver_order) as driver_days
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
        case when driver_order in (0, 10) then days_after else driver_days end as driver_days,
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
        driver_days,
        days_after
    from steps
    where driver_order = 10
),

worded as (
    select
        rows_of_month.*,
        months.prior_end_date,
        months.end_date,
        concat(
            mixes.moved_class, ' made ', cast(mixes.moved_percent as {{ type_text() }}),
            ' % of the charges instead of ', cast(mixes.prior_percent as {{ type_text() }}), ' %'
        ) as moved_text,
        {{ money_text('rows_of_month.actual_amount') }} as actual,
        {{ money_text('rows_of_month.usual_amount') }} as usual,
        case
            when rows_of_month.effect_amount > 0
                then concat({{ money_text('rows_of_month.effect_amount') }}, ' less than usual')
            when rows_of_month.effect_amount < 0
                then concat({{ money_text('-rows_of_month.effect_amount') }}, ' more than usual')
            else 'as usual'
        end as effect,
        {{ money_text('rows_of_month.driver_days') }} as level_days,
        {{ money_text('months.charge_amount') }} as charged
    from rows_of_month
    inner join {{ ref('int_ar_days_months') }} as months
        on
            rows_of_month.entity_id = months.entity_id
            and rows_of_month.period = months.period
    inner join {{ ref('int_ar_class_mix') }} as mixes
        on
            rows_of_month.entity_id = mixes.entity_id
            and rows_of_month.period = mixes.period
),

sentences as (
    select
        *,
        concat(actual, ' of ', charged, ' charged, ', effect) as settled,
        concat(': ', case when kind = 'driver' and driver_days > 0 then '+' else '' end, level_days, ' days')
            as days_text
    from worded
),

final as (
    select
        {{ surrogate_key(['entity_id', 'period', 'driver']) }} as ar_days_driver_id,
        entity_id,
        period,
        prior_end_date,
        end_date,
        cast(driver_order as integer) as driver_order,
        driver,
        kind,
        actual_amount,
        usual_amount,
        effect_amount,
        cast(driver_days as decimal(18, 2)) as driver_days,
        cast(days_after as decimal(18, 2)) as days_after,
        concat(
            case driver
                when 'month_end_before' then concat(actual, ' was owed, at ', usual, ' charged a day')
                when 'class_mix' then concat('The mix of classes moved; the most, ', moved_text)
                when 'charge_level' then concat('An average day charged ', actual, ' instead of ', usual)
                when 'insurance_payments' then concat('Insurers paid ', settled)
                when 'patient_payments' then concat('Patients paid ', settled)
                when 'contractual_write_offs' then concat('Contractual write-offs took ', settled)
                when 'denial_write_offs' then concat('Denied charges given up took ', settled)
                when 'other_write_offs' then concat('Other write-offs took ', settled)
                when 'refunds_and_reinstatements'
                    then concat('Refunds, reinstatements and transfers put ', actual, ' back')
                when 'credit_balances'
                    then concat('Credit balances changed by ', actual, ' and are not set against what is owed')
                when 'this_month_end' then concat(actual, ' is owed, at ', usual, ' charged a day')
                else 'Not explained by the drivers'
            end,
            days_text
        ) as explanation
    from sentences
)

select * from final
