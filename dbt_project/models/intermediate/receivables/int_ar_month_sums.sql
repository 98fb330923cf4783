-- What moved receivables in each month, by class of movement.
with
ledger as (
    select
        ledger.entity_id,
        ledger.financial_class,
        {{ month_of('ledger.movement_date') }} as period,
        ledger.movement_class,
        ledger.amount,
        ledger.refunded_amount
    from {{ ref('ar_ledger') }} as ledger
    inner join {{ ref('stg_run') }} as run
        on ledger.movement_date <= run.as_of
),

final as (
    select
        entity_id,
        financial_class,
        period,
        {{ movement_sums() }}
    from ledger
    group by entity_id, financial_class, period
)

select * from final
