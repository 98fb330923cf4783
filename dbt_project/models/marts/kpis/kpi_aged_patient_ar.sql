with
facts as (
    {{ aged_ar_facts('resp', 90, among="items.responsible_party = 'patient' and " ~ is_split_by_pm()) }}
),

final as (
    {{ rate_by_grain('K07_aged', 'facts') }}
)

select * from final
