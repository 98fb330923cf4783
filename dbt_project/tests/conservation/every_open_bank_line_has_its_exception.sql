-- A bank line in state exception stands in the list of exceptions with its full amount, once. A matched one does not,
-- but for what an explained deposit still needs (no trace, a lockbox file, slip or batch that differs, money of
-- another).
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
        told.subject_id,
        count(*) as exception_count,
        sum(told.amount) as amount
    from {{ ref('exceptions') }} as told
    left join {{ ref('deposit_chain') }} as matched_lines
        on
            told.subject_id = matched_lines.bank_transaction_id
            and matched_lines.state = 'matched'
            and told.code in ('BNK-NOADD', 'LBX-BAL', 'BNK-ENC', 'PST-BATCH', 'BNK-MISDIR')
    where
        told.is_standing
        and told.subject_kind in ('deposit', 'bank_debit')
        and matched_lines.bank_transaction_id is null
    group by told.subject_id
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
