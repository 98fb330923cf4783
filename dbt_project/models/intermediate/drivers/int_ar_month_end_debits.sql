-- What was owed at the end of each month, credit balances left out: from the movements of every charge line.
with
movements as (
    select
        ledger.entity_id,
        ledger.financial_class,
        ledger.practice_id,
        ledger.charge_number,
        {{ month_of('ledger.movement_date') }} as period,
        sum(ledger.amount) as amount
    from {{ ref('int_collectible_movements') }} as ledger
    inner join {{ ref('stg_run') }} as run
        on ledger.movement_date <= run.as_of
    group by
        ledger.entity_id,
        ledger.financial_class,
        ledger.practice_id,
        ledger.charge_number,
        {{ month_of('ledger.movement_date') }}
),

balances as (
    select
        *,
        sum(amount) over (
            partition by entity_id, financial_class, practice_id, charge_number order by period
            rows between unbounded preceding and current row
        ) as balance_amount
    from movements
),

-- A line counts with what is above zero; so only months in which a line moves change the sum.
changes as (
    select
        entity_id,
        financial_class,
        period,
        sum(greatest(balance_amount, 0) - greatest(balance_amount - amount, 0)) as debit_change_amount
    from balances
    group by entity_id, financial_class, period
),

final as (
    select
        months.entity_id,
        months.financial_class,
        months.period,
        cast(sum(coalesce(changes.debit_change_amount, 0)) over (
            partition by months.entity_id, months.financial_class order by months.period
            rows between unbounded preceding and current row
        ) as decimal(18, 2)) as debit_amount
    from {{ ref('ar_rollforward') }} as months
    left join changes
        on
            months.entity_id = changes.entity_id
            and months.financial_class = changes.financial_class
            and months.period = changes.period
)

select * from final
