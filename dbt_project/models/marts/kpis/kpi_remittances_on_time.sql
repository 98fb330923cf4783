with
lags as (
    select * from {{ ref('int_remittance_lags') }}
),

-- Money whose remittance has not come is late once three business days are over, and undecided before.
facts as (
    select
        {{ month_of('deposit_date') }} as period,
        entity_id,
        payer_name,
        cast(null as {{ type_text() }}) as financial_class,
        case when lag_days between -3 and 3 then 1 else 0 end as numerator,
        case when lag_days is not null or waiting_days > 3 then 1 else 0 end as denominator,
        case when lag_days is not null or waiting_days > 3 then 0 else 1 end as unmeasured_count
    from lags
),

final as (
    {{ rate_by_grain('K52', 'facts') }}
)

select * from final
