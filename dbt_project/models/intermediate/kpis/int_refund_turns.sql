-- Refunds issued, with the day the credit they give back arose: the first day of the negative balance of a charge
-- line of the claim as it stood before the day of issue, refunds themselves left out: most PM systems record them on
-- that day, some before. A refund without such a line has no turn.
with
refunds as (
    select
        refunds.*,
        run.as_of
    from {{ ref('refunds') }} as refunds
    inner join {{ ref('stg_run') }} as run
        on refunds.issued_date <= run.as_of
),

movements as (
    select
        refunds.refund_id,
        ledger.practice_id,
        ledger.charge_number,
        ledger.movement_date,
        sum(ledger.amount - coalesce(ledger.refunded_amount, 0)) as amount
    from refunds
    inner join {{ ref('ar_ledger') }} as ledger
        on
            refunds.entity_id = ledger.entity_id
            and refunds.claim_number = ledger.claim_number
            and refunds.issued_date > ledger.movement_date
    group by refunds.refund_id, ledger.practice_id, ledger.charge_number, ledger.movement_date
),

balances as (
    select
        *,
        sum(amount) over (
            partition by refund_id, practice_id, charge_number order by movement_date
            rows between unbounded preceding and current row
        ) as balance_amount
    from movements
),

last_settled as (
    select
        refund_id,
        practice_id,
        charge_number,
        max(case when balance_amount >= 0 then movement_date end) as settled_date
    from balances
    group by refund_id, practice_id, charge_number
    having sum(amount) < 0
),

arisen as (
    select
        balances.refund_id,
        min(balances.movement_date) as arose_date
    from balances
    inner join last_settled
        on
            balances.refund_id = last_settled.refund_id
            and balances.practice_id = last_settled.practice_id
            and balances.charge_number = last_settled.charge_number
    where last_settled.settled_date is null or balances.movement_date > last_settled.settled_date
    group by balances.refund_id
),

final as (
    select
        {{ month_of('refunds.issued_date') }} as period,
        refunds.refund_id as item_id,
        refunds.entity_id,
        refunds.payee_type,
        arisen.arose_date,
        {{ days_between('arisen.arose_date', 'refunds.issued_date') }} as lag_days,
        case when arisen.arose_date is null then 0 else 1 end as weight
    from refunds
    left join arisen on refunds.refund_id = arisen.refund_id
)

select * from final
