with
facts as (
    {{ drawer_facts('case when drawers.over_short_amount <> 0 then 1 else 0 end', is_rate=true) }}
),

final as (
    {{ rate_by_grain('K59', 'facts') }}
)

select * from final
