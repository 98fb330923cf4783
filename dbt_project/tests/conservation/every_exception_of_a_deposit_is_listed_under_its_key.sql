-- The exception a deposit names is in the list of exceptions and speaks of this deposit.
-- depends_on: {{ ref('exceptions') }}
{{ config(meta={"dagster": {"ref": {"name": "exceptions"}}}) }}

select
    deposits.deposit_id,
    deposits.exception_id
from {{ ref('deposits') }} as deposits
left join {{ ref('exceptions') }} as exceptions
    on
        deposits.exception_id = exceptions.exception_id
        and deposits.deposit_id = exceptions.subject_id
        and deposits.exception_code = exceptions.code
where
    deposits.exception_id is not null
    and exceptions.exception_id is null
