-- A bank line in state exception stands in the list of exceptions with its full amount, once; a matched one does not.
-- depends_on: {{ ref('exceptions') }}
{{ config(meta={"dagster": {"ref": {"name": "exceptions"}}}) }}

with
open_lines as (
    select
        bank_transaction_id,
        bank_amount
    from {{ ref('deposit_chain') }}
    where state = 'exception'
),

listed as (
    select
        subject_id,
        count(*) as exception_count,
        sum(amount) as amount
    from {{ ref('exceptions') }}
    where subject_kind in ('deposit', 'bank_debit')
    group by subject_id
)

select
    open_lines.bank_transaction_id,
    listed.subject_id,
    open_lines.bank_amount,
    listed.amount
from open_lines
full outer join listed
    on open_lines.bank_transaction_id = listed.subject_id
where
    open_lines.bank_transaction_id is null
    or listed.subject_id is null
    or listed.exception_count <> 1
    or open_lines.bank_amount <> listed.amount
