-- What the bank booked in another currency than US dollars is in nobody's sum, but an open exception names it.
-- depends_on: {{ ref('exceptions') }}
{{ config(meta={"dagster": {"ref": {"name": "exceptions"}}}) }}

with
foreign_lines as (
    select distinct
        account_number,
        currency
    from {{ ref('stg_bank_transactions') }}
    where not {{ is_us_dollars('currency') }}
),

told as (
    select subject_id
    from {{ ref('exceptions') }}
    where code = 'BNK-CCY'
)

select
    foreign_lines.account_number,
    foreign_lines.currency
from foreign_lines
left join told
    on {{ surrogate_key(['foreign_lines.account_number', 'foreign_lines.currency']) }} = told.subject_id
where told.subject_id is null
