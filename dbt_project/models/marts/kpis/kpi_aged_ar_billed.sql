with
facts as (
    {{ aged_ar_facts('dos', 90, among='items.bill_date <= run.as_of') }}
),

final as (
    {{ rate_by_grain('K05u', 'facts') }}
)

select * from final
