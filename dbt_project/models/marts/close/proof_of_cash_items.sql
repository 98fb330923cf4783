-- Every item behind the proof of cash in every month it stands in or moves in, with the day it cleared on the other
-- side.
with
movements as (
    select
        *,
        least(coalesce(cleared_date, period_date), period_date) as last_date
    from {{ ref('int_proof_movements') }}
),

calendar as (
    select
        calendar_date,
        business_day_number
    from {{ ref('bank_calendar') }}
),

final as (
    select
        {{ surrogate_key(['movements.account_number', 'movements.period', 'movements.proof_item_id']) }}
            as proof_of_cash_item_id,
        movements.entity_id,
        movements.account_number,
        movements.period,
        movements.kind,
        movements.side,
        case when movements.is_receipt then 'receipts' else 'disbursements' end as money_column,
        movements.item_kind,
        movements.item_id,
        movements.reference,
        movements.opened_date,
        movements.cleared_date,
        case when movements.is_open_after then movements.cleared_date end as cleared_later_date,
        cast(upto.business_day_number - since.business_day_number as integer) as age_business_days,
        movements.amount,
        cast(movements.prior_amount as decimal(18, 2)) as prior_amount,
        cast(movements.current_amount as decimal(18, 2)) as current_amount,
        movements._file_id,
        movements._line
    from movements
    left join calendar as since
        on {{ calendar_day('movements.opened_date') }} = since.calendar_date
    left join calendar as upto
        on {{ calendar_day('movements.last_date') }} = upto.calendar_date
)

select * from final
