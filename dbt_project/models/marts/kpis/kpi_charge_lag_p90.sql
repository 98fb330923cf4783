with
facts as (
    select * from {{ ref('int_charge_lags') }}
),

final as (
    {{ lag_by_grain('K36p90', 'facts', 0.9) }}
)

select * from final
