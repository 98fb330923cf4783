-- What the days in A/R of the month-end before would have been with the financial classes charged as they are now: each
-- class keeps its own days of then and gets its share of now. A class without charges then counts with the practice's.
with
months as (
    select
        entity_id,
        period,
        prior_period,
        window_charge_amount,
        prior_window_charge_amount,
        {{ ratio('prior_debit_amount * prior_window_days', 'prior_window_charge_amount') }} as prior_days
    from {{ ref('int_ar_days_months') }}
),

windows as (
    select * from {{ ref('int_ar_windows') }}
),

debits as (
    select * from {{ ref('int_ar_month_end_debits') }}
),

classes as (
    select
        months.entity_id,
        months.period,
        debits.financial_class,
        months.prior_days,
        {{ ratio('coalesce(now.charge_amount, 0)', 'months.window_charge_amount') }} as class_share,
        {{ ratio('coalesce(earlier.charge_amount, 0)', 'months.prior_window_charge_amount') }} as prior_class_share,
        coalesce(
            case
                when earlier.charge_amount > 0
                    then {{ ratio('debits.debit_amount * earlier.window_days', 'earlier.charge_amount') }}
            end,
            months.prior_days
        ) as prior_class_days
    from months
    inner join debits
        on
            months.entity_id = debits.entity_id
            and months.prior_period = debits.period
    left join windows as now
        on
            debits.entity_id = now.entity_id
            and months.period = now.period
            and debits.financial_class = now.financial_class
    left join windows as earlier
        on
            debits.entity_id = earlier.entity_id
            and debits.period = earlier.period
            and debits.financial_class = earlier.financial_class
),

ranked as (
    select
        *,
        -- Decimals, so that the sum does not depend on the order of rows.
        cast(class_share * (prior_class_days - prior_days) as decimal(18, 6)) as shifted_days,
        row_number() over (
            partition by entity_id, period
            order by abs((class_share - prior_class_share) * (prior_class_days - prior_days)) desc, financial_class
        ) as class_rank
    from classes
),

final as (
    select
        entity_id,
        period,
        max(prior_days) + sum(shifted_days) as mixed_days,
        max(case when class_rank = 1 then financial_class end) as moved_class,
        max(case when class_rank = 1 then cast(class_share * 100 as decimal(18, 1)) end) as moved_percent,
        max(case when class_rank = 1 then cast(prior_class_share * 100 as decimal(18, 1)) end) as prior_percent
    from ranked
    group by entity_id, period
)

select * from final
