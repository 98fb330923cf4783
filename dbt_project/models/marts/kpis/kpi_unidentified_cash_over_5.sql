with
windows as (
    select * from {{ ref('int_cash_windows') }}
),

items as (
    select * from {{ ref('unidentified_cash_items') }}
    where ending_amount <> 0 and age_business_days > 5
),

-- A month in which nothing stood open is a month with 0.00, not one without a figure.
facts as (
    select
        period,
        entity_id,
        cast(null as {{ type_text() }}) as payer_name,
        cast(null as {{ type_text() }}) as financial_class,
        0 as amount,
        0 as item_count,
        0 as unmeasured_count
    from windows
    union all
    select
        period,
        entity_id,
        cast(null as {{ type_text() }}) as payer_name,
        cast(null as {{ type_text() }}) as financial_class,
        ending_amount as amount,
        1 as item_count,
        0 as unmeasured_count
    from items
),

final as (
    {{ amount_by_grain('K55_aged', 'facts') }}
)

select * from final
