-- Movements that count: not voided, and not taking back one that is. A charge line may be named by the movement that
-- charged it.
with
transactions as (
    select * from {{ ref('stg_pm_transactions') }}
),

voided as (
    select distinct
        practice_id,
        transaction_number
    from transactions
    where {{ is_void() }}
),

charged as (
    select
        practice_id,
        transaction_number,
        max(charge_number) as charge_number
    from transactions
    where
        kind = 'charge'
        and charge_number is not null
    group by practice_id, transaction_number
),

final as (
    select
        transactions.pm_transaction_id,
        transactions.entity_id,
        transactions.practice_id,
        transactions.transaction_number,
        transactions.occurrence,
        transactions.kind,
        coalesce(charged.charge_number, transactions.charge_number) as charge_number,
        transactions.claim_number,
        transactions.payment_number,
        transactions.payer_sequence,
        transactions.payer_name,
        transactions.service_date,
        transactions.posting_date,
        transactions.is_posting_day_stated,
        transactions.deposit_date,
        transactions.amount,
        transactions.adjustment_kind,
        transactions.adjustment_code,
        transactions.method,
        transactions.reference_number,
        transactions.batch_number,
        transactions.procedure_code,
        transactions.modifiers,
        transactions.provider_id,
        transactions.location_id,
        transactions._file_id,
        transactions._line
    from transactions
    left join voided as taken_back
        on
            transactions.practice_id = taken_back.practice_id
            and transactions.reversed_number = taken_back.transaction_number
    left join charged
        on
            transactions.practice_id = charged.practice_id
            and transactions.charge_number = charged.transaction_number
    where
        not {{ is_void('transactions') }}
        and taken_back.transaction_number is null
)

select * from final
