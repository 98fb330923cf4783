-- Names of bank credits as the answer key has them; twins are counted in the order in which they stand in their file.
create or replace temp table deposit_refs as
select
    deposit_id,
    amount,
    matched_amount + classified_amount + exception_amount as explained_amount,
    concat_ws(
        '|',
        account_number,
        deposit_date,
        type_code,
        cast(amount * 100 as bigint),
        coalesce(bank_reference, ''),
        coalesce(customer_reference, ''),
        row_number() over (
            partition by account_number, deposit_date, type_code, amount, bank_reference, customer_reference
            order by _line, _file_id, deposit_id
        )
    ) as deposit_ref
from marts.deposits
