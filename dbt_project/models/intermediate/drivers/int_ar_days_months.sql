-- Each month-end with the one before it: what was owed, what a day charged, and what the month did in between.
-- K01's own numerator stands where it is measured; the month-ends before are taken from the ledger.
with
windows as (
    select
        entity_id,
        period,
        end_date,
        window_days,
        sum(charge_amount) as window_charge_amount
    from {{ ref('int_ar_windows') }}
    group by entity_id, period, end_date, window_days
),

debits as (
    select
        entity_id,
        period,
        sum(debit_amount) as debit_amount
    from {{ ref('int_ar_month_end_debits') }}
    group by entity_id, period
),

measured as (
    select
        entity_id,
        period,
        numerator,
        value as measured_days
    from {{ ref('kpi_values') }}
    where kpi_id = 'K01' and grain = 'practice'
),

moved as (
    select
        ledger.entity_id,
        {{ month_of('ledger.movement_date') }} as period,
        {{ movement_sums() }}
    from {{ ref('int_collectible_movements') }} as ledger
    inner join {{ ref('stg_run') }} as run
        on ledger.movement_date <= run.as_of
    group by ledger.entity_id, {{ month_of('ledger.movement_date') }}
),

all_months as (
    select distinct
        entity_id,
        period
    from {{ ref('ar_rollforward') }}
),

movements as (
    select
        all_months.entity_id,
        all_months.period,
        coalesce(moved.charge_amount, 0) as charge_amount,
        coalesce(moved.insurance_payment_amount, 0) as insurance_amount,
        coalesce(moved.patient_payment_amount, 0) as patient_amount,
        coalesce(moved.contractual_amount, 0) as contractual_amount,
        coalesce(moved.denial_write_off_amount, 0) as denial_amount,
        coalesce(moved.administrative_amount + moved.charity_amount + moved.bad_debt_amount, 0) as other_amount,
        coalesce(moved.refund_amount + moved.reinstatement_amount + moved.transfer_amount, 0) as raised_amount,
        sum(coalesce(moved.change_amount, 0)) over (
            partition by all_months.entity_id order by all_months.period
            rows between unbounded preceding and current row
        ) as net_amount
    from all_months
    left join moved
        on
            all_months.entity_id = moved.entity_id
            and all_months.period = moved.period
),

month_ends as (
    select
        movements.*,
        windows.end_date,
        windows.window_days,
        windows.window_charge_amount,
        measured.measured_days,
        coalesce(measured.numerator, debits.debit_amount) as debit_amount,
        {{ month_of("cast(concat(movements.period, '-01') as date) - interval 1 month") }} as prior_period
    from movements
    inner join windows
        on
            movements.entity_id = windows.entity_id
            and movements.period = windows.period
    inner join debits
        on
            movements.entity_id = debits.entity_id
            and movements.period = debits.period
    left join measured
        on
            movements.entity_id = measured.entity_id
            and movements.period = measured.period
),

-- Less than 80 days of charges, and K01 is not measured.
final as (
    select
        now.*,
        earlier.end_date as prior_end_date,
        earlier.window_days as prior_window_days,
        earlier.window_charge_amount as prior_window_charge_amount,
        earlier.debit_amount as prior_debit_amount,
        earlier.net_amount as prior_net_amount
    from month_ends as now
    inner join month_ends as earlier
        on
            now.entity_id = earlier.entity_id
            and now.prior_period = earlier.period
    where
        now.window_days >= 80
        and earlier.window_days >= 80
        and now.window_charge_amount > 0
        and earlier.window_charge_amount > 0
)

select * from final
