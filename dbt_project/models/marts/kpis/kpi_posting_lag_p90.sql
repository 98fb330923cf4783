with
facts as (
    select * from {{ ref('int_posting_lags') }}
),

final as (
    {{ lag_by_grain('K51p90', 'facts', 0.9) }}
)

select * from final
