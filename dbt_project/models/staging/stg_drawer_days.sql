with
latest as (
    {{
        latest_delivery('drawer_day', [
            'location_id',
            'drawer',
            'business_date',
            'shift',
        ])
    }}
),

owners as (
    select
        location_id,
        entity_id
    from {{ ref('locations') }}
),

final as (
    select
        {{
            surrogate_key([
                'latest.location_id',
                'latest.drawer',
                'latest.business_date',
                'latest.shift',
            ])
        }} as drawer_day_id,
        coalesce(owners.entity_id, 'unassigned') as entity_id,
        latest.location_id,
        latest.drawer,
        latest.business_date,
        latest.shift,
        latest.cashier,
        latest.batch_number,
        latest.opening_amount,
        latest.cash_receipt_amount,
        latest.cash_refund_amount,
        latest.paid_out_amount,
        latest.drop_amount,
        latest.expected_amount,
        latest.counted_amount,
        latest.over_short_amount,
        latest.check_amount,
        latest.slip_number,
        latest.slip_amount,
        latest.first_receipt,
        latest.last_receipt,
        latest.void_count,
        latest.void_amount,
        latest.void_receipts,
        latest.reason,
        latest._file_id,
        latest._line
    from latest
    left join owners
        on latest.location_id = owners.location_id
)

select * from final
