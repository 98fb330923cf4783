-- What each item does to the four columns of each month it stands in or moves in: open at the end of the month before,
-- open at its own end, and the change in the column the money belongs to.
with
periods as (
    select * from {{ ref('int_proof_periods') }}
),

items as (
    select * from {{ ref('int_proof_items') }}
),

standing as (
    select
        periods.entity_id,
        periods.account_number,
        periods.period,
        periods.prior_date,
        periods.period_date,
        items.proof_item_id,
        items.kind,
        items.side,
        items.is_receipt,
        items.item_kind,
        items.item_id,
        items.reference,
        items.opened_date,
        items.cleared_date,
        items.amount,
        items.opened_date <= periods.prior_date
        and coalesce(items.cleared_date > periods.prior_date, true) as is_open_before,
        items.opened_date <= periods.period_date
        and coalesce(items.cleared_date > periods.period_date, true) as is_open_after,
        items._file_id,
        items._line
    from periods
    inner join items
        on periods.account_number = items.account_number
),

final as (
    select
        *,
        case when is_open_before then amount else 0 end as prior_amount,
        case when is_open_after then amount else 0 end as current_amount
    from standing
    where is_open_before or is_open_after
)

select * from final
