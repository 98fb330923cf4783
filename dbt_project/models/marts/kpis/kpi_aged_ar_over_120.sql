with
facts as (
    {{ aged_ar_facts('dos', 120) }}
),

final as (
    {{ rate_by_grain('K05b', 'facts') }}
)

select * from final
