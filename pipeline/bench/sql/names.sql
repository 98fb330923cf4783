-- The hashed ids of what no mart names, PM batches and bank debits, with their names as the answer key has them. Of a PM
-- that names no batches the model of payments does; a batch that was voided stands in the export alone.
select
    md5(concat_ws('|', practice_id, batch_number)) as reference,
    concat_ws('|', practice_id, batch_number) as name
from (
    select
        practice_id,
        batch_number
    from raw.pm_payment
    union distinct
    select
        practice_id,
        batch_number
    from intermediate.int_pm_payments
)
where batch_number is not null
union all
select
    bank_transaction_id as reference,
    concat_ws(
        '|',
        account_number,
        statement_date,
        type_code,
        -abs(cast(amount * 100 as bigint)),
        coalesce(bank_reference, ''),
        coalesce(customer_reference, ''),
        occurrence
    ) as name
from staging.stg_bank_transactions
where direction = 'debit'
