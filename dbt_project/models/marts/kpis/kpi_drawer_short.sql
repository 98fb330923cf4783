with
facts as (
    {{ drawer_facts('greatest(-drawers.over_short_amount, 0)') }}
),

final as (
    {{ amount_by_grain('K59_short', 'facts') }}
)

select * from final
