-- Drawers over or short, slips that differ from the drawer, voids and receipt gaps, and batches that never reached the
-- bank, as exceptions. A batch whose deposit is contested is told with the deposit.
with
drawers as (
    select * from {{ ref('int_drawer_counts') }}
),

batches as (
    select * from {{ ref('int_desk_batches') }}
),

contested as (
    select pm_batch_id
    from {{ ref('int_desk_differences') }}
),

troubles as (
    select
        'DRW-OS' as code,
        entity_id,
        drawer_day_id as subject_id,
        coalesce(batch_number, slip_number, drawer_day_id) as reference,
        over_short_amount as amount,
        business_date as subject_date,
        _file_id,
        _line
    from drawers
    where is_beyond_tolerance
    union all
    select
        'DRW-SLIP' as code,
        drawers.entity_id,
        drawers.drawer_day_id as subject_id,
        batches.batch_number as reference,
        batches.slip_amount - batches.to_bank_amount as amount,
        drawers.business_date as subject_date,
        drawers._file_id,
        drawers._line
    from batches
    inner join drawers
        on batches.drawer_day_id = drawers.drawer_day_id
    left join contested
        on batches.pm_batch_id = contested.pm_batch_id
    where
        batches.slip_amount <> batches.to_bank_amount
        and contested.pm_batch_id is null
    union all
    select
        'DRW-VOID' as code,
        entity_id,
        drawer_day_id as subject_id,
        coalesce(void_receipts, batch_number, drawer_day_id) as reference,
        void_amount as amount,
        business_date as subject_date,
        _file_id,
        _line
    from drawers
    where void_amount > 0
    union all
    select
        'DRW-GAP' as code,
        drawers.entity_id,
        drawers.drawer_day_id as subject_id,
        cast(gaps.first_missing_receipt as {{ type_text() }}) as reference,
        null as amount,
        drawers.business_date as subject_date,
        drawers._file_id,
        drawers._line
    from {{ ref('int_receipt_gaps') }} as gaps
    inner join drawers
        on gaps.drawer_day_id = drawers.drawer_day_id
    union all
    select
        'BNK-DITOLD' as code,
        entity_id,
        pm_batch_id as subject_id,
        batch_number as reference,
        batch_amount as amount,
        batch_date as subject_date,
        cast(null as {{ type_text() }}) as _file_id,
        cast(null as integer) as _line
    from {{ ref('int_unbanked_batches') }}
    where is_late
),

final as (
    select
        code,
        entity_id,
        'desk' as subject_kind,
        subject_id,
        cast(null as {{ type_text() }}) as related_id,
        reference,
        'desk' as channel,
        cast(null as {{ type_text() }}) as payer_name,
        cast(amount as decimal(18, 2)) as amount,
        cast(null as decimal(18, 2)) as difference_amount,
        subject_date,
        _file_id,
        _line
    from troubles
)

select * from final
