-- The checks of a lockbox file are the sum of its batches and of its deposits as the bank states them. What disagrees
-- inside a file blocks already (its control totals); this one also sees checks that were refused after reading. It
-- only warns: the bank's credit is proved by itself, and the missing check shows as evidence that does not add up.
-- depends_on: {{ ref('landed_files') }}
{{ config(severity='warn', meta={"dagster": {"ref": {"name": "landed_files"}}}) }}

with
stated as (
    select
        totals.file_id,
        sum(case when totals.scope = 'deposit' then totals.stated else 0 end) as deposit_amount,
        sum(case when totals.scope <> 'deposit' then totals.stated else 0 end) as batch_amount
    from {{ ref('stg_control_totals') }} as totals
    inner join {{ ref('stg_files') }} as files
        on totals.file_id = files.file_id
    where
        files.recognised_as = 'lockbox_bai'
        and files.outcome <> 'duplicate'
        and totals.kind = 'amount'
    group by totals.file_id
),

items as (
    select
        _file_id,
        sum(amount) as item_amount
    from {{ source('raw', 'lockbox_item') }}
    group by _file_id
)

select
    stated.file_id,
    stated.deposit_amount,
    stated.batch_amount,
    items.item_amount
from stated
left join items
    on stated.file_id = items._file_id
where
    stated.deposit_amount <> coalesce(items.item_amount, 0)
    or stated.batch_amount <> coalesce(items.item_amount, 0)
