-- Every credit of the bank that nothing says the owner of, month by month.
with
open_money as (
    select * from {{ ref('int_open_money') }}
    where
        term = 'banked_not_posted_change'
        and not is_identified
),

final as (
    select
        {{ surrogate_key(['money_id', 'period']) }} as unidentified_cash_item_id,
        period,
        entity_id,
        account_number,
        channel,
        subject_kind,
        subject_id,
        reference,
        payer_name,
        case when ending_amount = 0 then 'returned' else 'no owner' end as reason,
        opened_date,
        cast(age_business_days as integer) as age_business_days,
        {{ item_amounts() }},
        money_id,
        _file_id,
        _line
    from open_money
)

select * from final
