with
facts as (
    {{ share_of_charges('charity_amount') }}
),

final as (
    {{ rate_by_grain('K15', 'facts') }}
)

select * from final
