with
facts as (
    select * from {{ ref('int_deposit_lags') }}
    where channel = 'card'
),

final as (
    {{ lag_by_grain('K53_card', 'facts', 0.5) }}
)

select * from final
