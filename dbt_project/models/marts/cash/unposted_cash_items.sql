-- Every payment the bank holds and the PM system does not show, though something says whose it is, month by month.
with
open_money as (
    select * from {{ ref('int_open_money') }}
    where
        term = 'banked_not_posted_change'
        and is_identified
),

final as (
    select
        {{ surrogate_key(['money_id', 'period']) }} as unposted_cash_item_id,
        period,
        entity_id,
        account_number,
        channel,
        subject_kind,
        subject_id,
        reference,
        payer_name,
        is_evidenced,
        case
            when ending_amount = 0 then 'posted'
            when posted_date is null or posted_date > period_end then 'not posted'
            else 'posted in part'
        end as reason,
        opened_date,
        case when posted_date > period_end then posted_date end as later_posting_date,
        cast(age_business_days as integer) as age_business_days,
        {{ item_amounts() }},
        money_id,
        _file_id,
        _line
    from open_money
)

select * from final
