select
    concat_ws(
        '|',
        lines.account_number,
        lines.statement_date,
        lines.type_code,
        -abs(cast(lines.amount * 100 as bigint)),
        coalesce(lines.bank_reference, ''),
        coalesce(lines.customer_reference, ''),
        lines.occurrence
    ) as debit_ref,
    deposit_chain.state
from staging.stg_bank_transactions as lines
inner join marts.deposit_chain as deposit_chain
    on lines.bank_transaction_id = deposit_chain.bank_transaction_id
where lines.direction = 'debit'
