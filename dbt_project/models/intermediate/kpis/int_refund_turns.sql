-- Refunds issued, with the day the credit they give back arose: the first day of the negative balance of a charge
-- line of the claim as it stood before the day of issue, this refund itself left out: most PM systems record it on
-- that day, some before. Refunds of one claim issued on one day are one, and what the PM system gave back goes to the
-- earliest first: an earlier refund did end its credit. A refund without such a line has no turn.
with
refunds as (
    select
        refunds.*,
        run.as_of,
        sum(case when refunds.state = 'voided' then 0 else refunds.amount end) over (
            partition by refunds.entity_id, refunds.claim_number order by refunds.issued_date
        ) - sum(case when refunds.state = 'voided' then 0 else refunds.amount end) over (
            partition by refunds.entity_id, refunds.claim_number, refunds.issued_date
        ) as earlier_amount,
        sum(refunds.amount) over (
            partition by refunds.entity_id, refunds.claim_number, refunds.issued_date
        ) as own_amount
    from {{ ref('refunds') }} as refunds
    inner join {{ ref('stg_run') }} as run
        on refunds.issued_date <= run.as_of
),

given as (
    select
        refunds.refund_id,
        refunds.earlier_amount,
        refunds.own_amount,
        ledger.practice_id,
        ledger.charge_number,
        ledger.movement_date,
        ledger.amount,
        coalesce(ledger.refunded_amount, 0) as refunded_amount,
        sum(coalesce(ledger.refunded_amount, 0)) over (
            partition by refunds.refund_id order by ledger.movement_date, ledger.ar_ledger_id
            rows between unbounded preceding and current row
        ) - refunds.earlier_amount as given_amount
    from refunds
    inner join {{ ref('ar_ledger') }} as ledger
        on
            refunds.entity_id = ledger.entity_id
            and refunds.claim_number = ledger.claim_number
            and refunds.issued_date > ledger.movement_date
),

movements as (
    select
        refund_id,
        practice_id,
        charge_number,
        movement_date,
        sum(
            amount
            - least(greatest(given_amount, 0), own_amount)
            + least(greatest(given_amount - refunded_amount, 0), own_amount)
        ) as amount
    from given
    group by refund_id, practice_id, charge_number, movement_date
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
