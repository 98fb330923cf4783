select
    cast(statement_date as timestamp) as date,
    cast(amount * 100 as bigint) as amount_cents,
    bank_reference,
    customer_reference,
    max(description) as text,
    concat_ws(
        '|',
        account_number,
        statement_date,
        type_code,
        cast(amount * 100 as bigint),
        coalesce(bank_reference, ''),
        coalesce(customer_reference, ''),
        occurrence
    ) as deposit_ref
from raw.bank_transaction
where direction = 'credit'
group by all
order by date, deposit_ref
