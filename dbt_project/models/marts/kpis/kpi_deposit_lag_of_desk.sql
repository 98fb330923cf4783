with
facts as (
    select * from {{ ref('int_deposit_lags') }}
    where channel = 'desk'
),

final as (
    {{ lag_by_grain('K53_desk', 'facts', 0.5) }}
)

select * from final
