with
facts as (
    {{ aged_ar_facts('bill', 90) }}
),

final as (
    {{ rate_by_grain('K05_bill', 'facts') }}
)

select * from final
