-- What is open between bank and PM system month by month, item by item: booked and not banked, banked and not posted,
-- with the day it became so and its age in business days.
with
balances as (
    select * from {{ ref('int_money_balances') }}
),

cells as (
    select * from {{ ref('int_money_cells') }}
),

calendar as (
    select
        calendar_date,
        business_day_number
    from {{ ref('bank_calendar') }}
),

sides as (
    select
        money_id,
        period,
        period_end,
        'booked_not_banked_change' as term,
        greatest(beginning_amount, 0) as beginning_amount,
        greatest(ending_amount, 0) as ending_amount
    from balances
    union all
    select
        money_id,
        period,
        period_end,
        'banked_not_posted_change' as term,
        greatest(-beginning_amount, 0) as beginning_amount,
        greatest(-ending_amount, 0) as ending_amount
    from balances
),

final as (
    select
        sides.money_id,
        sides.period,
        sides.period_end,
        sides.term,
        cells.entity_id,
        cells.account_number,
        cells.channel,
        cells.subject_kind,
        cells.subject_id,
        cells.reference,
        coalesce(remittance_payers.payer_name, bank_payers.payer_name) as payer_name,
        cells.is_evidenced,
        cells.is_identified,
        case sides.term when 'booked_not_banked_change' then cells.posted_date else cells.banked_date end
            as opened_date,
        cells.banked_date,
        cells.posted_date,
        sides.beginning_amount,
        sides.ending_amount,
        ended.business_day_number - opened.business_day_number as age_business_days,
        cells._file_id,
        cells._line
    from sides
    inner join cells
        on
            sides.money_id = cells.money_id
            and cells.money_class = 'receipt'
    left join {{ ref('int_remittance_payers') }} as remittance_payers
        on cells.subject_id = remittance_payers.remittance_id
    left join {{ ref('int_bank_line_payers') }} as bank_payers
        on cells.subject_id = bank_payers.deposit_id
    left join calendar as ended
        on {{ calendar_day('sides.period_end') }} = ended.calendar_date
    left join calendar as opened
        on
            {{
                calendar_day(
                    "case sides.term when 'booked_not_banked_change' then cells.posted_date else cells.banked_date end"
                )
            }} = opened.calendar_date
    where
        sides.beginning_amount <> 0
        or sides.ending_amount <> 0
)

select * from final
