-- Every payment of the PM system that stood on no charge line in a month, with what came, went and is left of it.
with
balances as (
    select * from {{ ref('int_unapplied_balances') }}
),

calendar as (
    select
        calendar_date,
        business_day_number
    from {{ ref('bank_calendar') }}
),

final as (
    select
        {{ surrogate_key(['balances.unapplied_id', 'balances.period']) }} as unapplied_cash_item_id,
        balances.period,
        balances.entity_id,
        balances.account_number,
        balances.channel,
        'pm_payment' as subject_kind,
        balances.unapplied_id as subject_id,
        balances.reference,
        balances.payer_type,
        case
            when balances.ending_amount = 0 then 'applied'
            when balances.ending_amount < 0 then 'more applied than received'
            when balances.resolved_amount <> 0 then 'applied in part'
            else 'on account'
        end as reason,
        balances.opened_date,
        cast(ended.business_day_number - opened.business_day_number as integer) as age_business_days,
        balances.beginning_amount,
        balances.new_amount,
        balances.resolved_amount,
        balances.ending_amount,
        balances._file_id,
        balances._line
    from balances
    left join calendar as ended
        on {{ calendar_day('balances.period_end') }} = ended.calendar_date
    left join calendar as opened
        on {{ calendar_day('balances.opened_date') }} = opened.calendar_date
)

select * from final
