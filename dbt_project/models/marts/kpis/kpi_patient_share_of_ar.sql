with
facts as (
    {{ open_ar_facts(counted="items.responsible_party = 'patient'", among=is_split_by_pm()) }}
),

final as (
    {{ rate_by_grain('K07', 'facts') }}
)

select * from final
