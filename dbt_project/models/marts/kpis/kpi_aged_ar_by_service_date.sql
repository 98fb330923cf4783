with
facts as (
    {{ aged_ar_facts('dos', 90) }}
),

final as (
    {{ rate_by_grain('K05_dos', 'facts') }}
)

select * from final
