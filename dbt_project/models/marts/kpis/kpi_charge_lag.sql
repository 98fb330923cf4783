with
facts as (
    select * from {{ ref('int_charge_lags') }}
),

final as (
    {{ lag_by_grain('K36', 'facts', 0.5) }}
)

select * from final
