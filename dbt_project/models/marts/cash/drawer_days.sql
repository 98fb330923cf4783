-- Every drawer-day from the count to the bank: what should be there and was counted, what the slip, the PM system and
-- the bank say of its cash and checks, and which receipts are void or missing.
with
drawers as (
    select * from {{ ref('int_drawer_counts') }}
),

batches as (
    select * from {{ ref('int_desk_batches') }}
),

gaps as (
    select
        drawer_day_id,
        missing_receipt_count
    from {{ ref('int_receipt_gaps') }}
),

calendar as (
    select
        calendar_date,
        business_day_number
    from {{ ref('bank_calendar') }}
),

final as (
    select
        drawers.drawer_day_id,
        drawers.entity_id,
        drawers.location_id,
        drawers.drawer,
        drawers.business_date,
        drawers.shift,
        drawers.cashier,
        drawers.batch_number,
        drawers.opening_amount,
        drawers.cash_receipt_amount,
        cast(drawers.cash_refund_amount as decimal(18, 2)) as cash_refund_amount,
        cast(drawers.paid_out_amount as decimal(18, 2)) as paid_out_amount,
        cast(drawers.drop_amount as decimal(18, 2)) as drop_amount,
        cast(drawers.expected_amount as decimal(18, 2)) as expected_amount,
        drawers.counted_amount,
        cast(drawers.over_short_amount as decimal(18, 2)) as over_short_amount,
        drawers.stated_over_short_amount,
        drawers.is_beyond_tolerance,
        cast(drawers.shortage_of_cashier as integer) as shortage_of_cashier,
        drawers.reason,
        cast(drawers.check_amount as decimal(18, 2)) as check_amount,
        drawers.slip_number,
        cast(batches.to_bank_amount as decimal(18, 2)) as to_bank_amount,
        cast(batches.slip_amount as decimal(18, 2)) as slip_amount,
        cast(batches.slip_amount - batches.to_bank_amount as decimal(18, 2)) as slip_difference,
        cast(batches.pm_cash_amount as decimal(18, 2)) as pm_cash_amount,
        cast(batches.pm_check_amount as decimal(18, 2)) as pm_check_amount,
        cast(batches.pm_amount - batches.cash_amount - batches.check_amount as decimal(18, 2)) as pm_difference,
        batches.deposit_id,
        batches.deposit_date,
        cast(batches.banked_amount as decimal(18, 2)) as banked_amount,
        cast(batches.banked_amount - batches.to_bank_amount as decimal(18, 2)) as bank_difference,
        cast(banked.business_day_number - taken.business_day_number as integer) as days_to_bank,
        drawers.first_receipt,
        drawers.last_receipt,
        coalesce(gaps.missing_receipt_count, 0) as missing_receipt_count,
        cast(drawers.void_count as integer) as void_count,
        cast(drawers.void_amount as decimal(18, 2)) as void_amount,
        drawers._file_id,
        drawers._line
    from drawers
    left join batches
        on drawers.drawer_day_id = batches.drawer_day_id
    left join gaps
        on drawers.drawer_day_id = gaps.drawer_day_id
    left join calendar as taken
        on {{ calendar_day('drawers.business_date') }} = taken.calendar_date
    left join calendar as banked
        on {{ calendar_day('batches.deposit_date') }} = banked.calendar_date
)

select * from final
