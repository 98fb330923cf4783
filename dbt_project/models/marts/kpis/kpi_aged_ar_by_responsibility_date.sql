with
facts as (
    {{ aged_ar_facts('resp', 90) }}
),

final as (
    {{ rate_by_grain('K05_resp', 'facts') }}
)

select * from final
