-- Charge lines on which more was taken than charged, with the first day of the credit as it stands: the day after which
-- the balance never came back to nothing.
with
movements as (
    select
        ledger.practice_id,
        ledger.charge_number,
        ledger.movement_date,
        sum(ledger.amount) as amount,
        sum(case when ledger.movement = 'patient payment' then -ledger.amount else 0 end) as patient_amount,
        sum(case when ledger.movement = 'insurance payment' then -ledger.amount else 0 end) as insurance_amount
    from {{ ref('ar_ledger') }} as ledger
    inner join {{ ref('stg_run') }} as run
        on ledger.movement_date <= run.as_of
    group by ledger.practice_id, ledger.charge_number, ledger.movement_date
),

balances as (
    select
        *,
        sum(amount) over (
            partition by practice_id, charge_number order by movement_date
            rows between unbounded preceding and current row
        ) as balance_amount
    from movements
),

last_settled as (
    select
        practice_id,
        charge_number,
        max(case when balance_amount >= 0 then movement_date end) as settled_date
    from balances
    group by practice_id, charge_number
    having sum(amount) < 0
),

final as (
    select
        balances.practice_id,
        balances.charge_number,
        min(
            case
                when last_settled.settled_date is null or balances.movement_date > last_settled.settled_date
                    then balances.movement_date
            end
        ) as arose_date,
        cast(-sum(balances.amount) as decimal(18, 2)) as credit_amount,
        cast(sum(balances.patient_amount) as decimal(18, 2)) as patient_paid_amount,
        cast(sum(balances.insurance_amount) as decimal(18, 2)) as insurance_paid_amount
    from balances
    inner join last_settled
        on
            balances.practice_id = last_settled.practice_id
            and balances.charge_number = last_settled.charge_number
    group by balances.practice_id, balances.charge_number
)

select * from final
