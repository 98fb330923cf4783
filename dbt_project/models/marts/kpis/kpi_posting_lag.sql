with
facts as (
    select * from {{ ref('int_posting_lags') }}
),

final as (
    {{ lag_by_grain('K51', 'facts', 0.5) }}
)

select * from final
