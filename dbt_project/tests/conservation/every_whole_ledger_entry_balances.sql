-- The lines of an entry add up to zero, where an export carries whole entries with debits positive. An entry of which a
-- line was refused is out of balance until it is corrected: that is told, and does not keep the rest from being shown.
-- depends_on: {{ ref('landed_files') }}
{{ config(severity='warn', meta={"dagster": {"ref": {"name": "landed_files"}}}) }}

select
    company,
    entry_number,
    min(posting_date) as posting_date,
    count(*) as line_count,
    sum(amount) as difference_amount
from {{ ref('stg_ledger_entries') }}
where
    entry_number is not null
    and sign_convention = 'debit_positive'
group by company, entry_number
having sum(amount) <> 0
