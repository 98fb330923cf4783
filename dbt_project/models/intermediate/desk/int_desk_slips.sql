-- What the deposit slip of each batch says: its total in the drawer log, else the sum of its listed items. Drawers that
-- share a slip all state its total. One row per entity and batch with a slip.
with
stated as (
    select
        entity_id,
        {{ normalise_reference('batch_number') }} as batch_key,
        coalesce(slip_number, drawer_day_id) as slip_number,
        max(slip_amount) as slip_amount
    from {{ ref('stg_drawer_days') }}
    where
        batch_number is not null
        and slip_amount is not null
    group by entity_id, {{ normalise_reference('batch_number') }}, coalesce(slip_number, drawer_day_id)
),

stated_batches as (
    select
        entity_id,
        batch_key,
        sum(slip_amount) as slip_amount
    from stated
    group by entity_id, batch_key
),

listed as (
    select
        entity_id,
        {{ normalise_reference('batch_number') }} as batch_key,
        sum(amount) as slip_amount
    from {{ ref('stg_deposit_slip_items') }}
    where batch_number is not null
    group by entity_id, {{ normalise_reference('batch_number') }}
),

final as (
    select * from stated_batches
    union all
    select listed.*
    from listed
    left join stated_batches
        on
            listed.batch_key = stated_batches.batch_key
            and {{ same_entity('listed.entity_id', 'stated_batches.entity_id') }}
    where stated_batches.batch_key is null
)

select * from final
