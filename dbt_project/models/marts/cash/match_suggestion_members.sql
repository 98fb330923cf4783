-- The members of each suggestion on both sides.
with
members as (
    select * from {{ ref('int_suggestion_members') }}
),

final as (
    select
        suggestion_id,
        side,
        member_kind,
        member_id,
        cast(amount as decimal(18, 2)) as amount
    from members
)

select * from final
