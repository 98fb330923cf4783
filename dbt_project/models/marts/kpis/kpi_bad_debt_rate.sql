with
facts as (
    {{ share_of_charges('bad_debt_amount - reinstatement_amount') }}
),

final as (
    {{ rate_by_grain('K14', 'facts') }}
)

select * from final
