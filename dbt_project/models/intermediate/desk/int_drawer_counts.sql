-- The arithmetic of every drawer: float, receipts, refunds, paid-outs and drops make what should be there; the count
-- less that is over or short. The log's own figures are kept beside it. One row per drawer-day.
with
drawers as (
    select * from {{ ref('stg_drawer_days') }}
),

tolerance as (
    {{ settings_of('tolerances', {'allowance': 'drawer_over_short'}) }}
),

counted as (
    select
        drawer_day_id,
        entity_id,
        location_id,
        drawer,
        business_date,
        shift,
        cashier,
        batch_number,
        opening_amount,
        cash_receipt_amount,
        coalesce(cash_refund_amount, 0) as cash_refund_amount,
        coalesce(paid_out_amount, 0) as paid_out_amount,
        coalesce(drop_amount, 0) as drop_amount,
        opening_amount
        + cash_receipt_amount
        - coalesce(cash_refund_amount, 0)
        - coalesce(paid_out_amount, 0)
        - coalesce(drop_amount, 0) as expected_amount,
        counted_amount,
        expected_amount as stated_expected_amount,
        over_short_amount as stated_over_short_amount,
        coalesce(check_amount, 0) as check_amount,
        slip_number,
        slip_amount,
        first_receipt,
        last_receipt,
        coalesce(void_count, 0) as void_count,
        coalesce(void_amount, 0) as void_amount,
        void_receipts,
        reason,
        _file_id,
        _line
    from drawers
),

judged as (
    select
        counted.*,
        counted.counted_amount - counted.expected_amount as over_short_amount,
        abs(counted.counted_amount - counted.expected_amount) > tolerance.allowance as is_beyond_tolerance
    from counted
    cross join tolerance
),

final as (
    select
        *,
        -- one drawer answers for the batch it shares with others
        case
            when batch_number is not null
                then
                    row_number() over (
                        partition by entity_id, {{ normalise_reference('batch_number') }}
                        order by business_date, location_id, drawer, shift
                    )
        end as place_in_batch,
        case
            when is_beyond_tolerance and over_short_amount < 0 and cashier is not null
                then
                    sum(case when is_beyond_tolerance and over_short_amount < 0 then 1 else 0 end) over (
                        partition by entity_id, cashier
                        order by business_date, drawer_day_id
                        rows between unbounded preceding and current row
                    )
            else 0
        end as shortage_of_cashier
    from judged
)

select * from final
