with
facts as (
    select * from {{ ref('int_deposit_lags') }}
),

final as (
    {{ lag_by_grain('K53', 'facts', 0.5) }}
)

select * from final
