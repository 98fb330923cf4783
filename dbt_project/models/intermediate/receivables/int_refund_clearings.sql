-- Refund checks and transfers that the bank paid: the same number, the same amount, not before the refund was issued. A
-- check clears once, and a bank line clears one refund.
with
refunds as (
    select
        *,
        {{ normalise_reference('reference_number') }} as reference_key
    from {{ ref('stg_refunds') }}
    where method <> 'card'
),

debits as (
    select
        bank_transaction_id,
        entity_id,
        statement_date,
        amount,
        {{ normalise_reference('customer_reference') }} as reference_key
    from {{ ref('stg_bank_transactions') }}
    where direction = 'debit'
),

pairs as (
    select
        refunds.refund_id,
        debits.bank_transaction_id,
        debits.statement_date as bank_date,
        abs(debits.amount) as bank_amount,
        row_number() over (
            partition by refunds.refund_id order by debits.statement_date, debits.bank_transaction_id
        ) as refund_rank,
        row_number() over (
            partition by debits.bank_transaction_id order by refunds.issued_date, refunds.refund_id
        ) as debit_rank
    from refunds
    inner join debits
        on
            refunds.reference_key = debits.reference_key
            and refunds.amount = abs(debits.amount)
            and {{ same_entity('refunds.entity_id', 'debits.entity_id') }}
            and refunds.issued_date <= debits.statement_date
),

final as (
    select
        refund_id,
        bank_transaction_id,
        bank_date,
        cast(bank_amount as decimal(18, 2)) as bank_amount
    from pairs
    where refund_rank = 1 and debit_rank = 1
)

select * from final
