-- Charge lines on which more was taken than charged, with the first day of the credit as it stands: the day after which
-- the balance never came back to nothing, or the earlier one by which a delivery already showed the credit.
with
movements as (
    select * from {{ ref('int_credit_postings') }}
),

deliveries as (
    select * from {{ ref('int_credit_deliveries') }}
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

arisen as (
    select
        balances.practice_id,
        balances.charge_number,
        last_settled.settled_date,
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
    group by balances.practice_id, balances.charge_number, last_settled.settled_date
),

final as (
    select
        arisen.practice_id,
        arisen.charge_number,
        -- what the ledger shows as settled after the delivery came about anew
        case
            when
                deliveries.shown_date < arisen.arose_date
                and coalesce(deliveries.shown_date > arisen.settled_date, true)
                then deliveries.shown_date
            else arisen.arose_date
        end as arose_date,
        arisen.credit_amount,
        arisen.patient_paid_amount,
        arisen.insurance_paid_amount
    from arisen
    left join deliveries
        on
            arisen.practice_id = deliveries.practice_id
            and arisen.charge_number = deliveries.charge_number
)

select * from final
