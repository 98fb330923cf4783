with
items as (
    select
        items.*,
        {{ days_between('items.opened_date', 'windows.period_end') }} as age_days
    from {{ ref('unapplied_cash_items') }} as items
    inner join {{ ref('int_cash_windows') }} as windows
        on
            items.entity_id = windows.entity_id
            and items.period = windows.period
    where items.ending_amount > 0
),

facts as (
    select
        period,
        entity_id,
        cast(null as {{ type_text() }}) as payer_name,
        cast(null as {{ type_text() }}) as financial_class,
        case when age_days > 30 then ending_amount else 0 end as numerator,
        ending_amount as denominator,
        0 as unmeasured_count
    from items
),

final as (
    {{ rate_by_grain('K54_aged', 'facts') }}
)

select * from final
