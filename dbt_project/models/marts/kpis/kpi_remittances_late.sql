with
lags as (
    select * from {{ ref('int_remittance_lags') }}
),

-- Money whose remittance has not come is late once four business days are over, and undecided before.
facts as (
    select
        {{ month_of('deposit_date') }} as period,
        entity_id,
        payer_name,
        cast(null as {{ type_text() }}) as financial_class,
        case when coalesce(lag_days, waiting_days) > 4 then 1 else 0 end as numerator,
        case when lag_days is not null or waiting_days > 4 then 1 else 0 end as denominator,
        case when lag_days is not null or waiting_days > 4 then 0 else 1 end as unmeasured_count
    from lags
),

final as (
    {{ rate_by_grain('K52_late', 'facts') }}
)

select * from final
