-- The tier that may approve an item of each size: above the limit of the tier below, up to its own.
with
final as (
    select
        tier,
        tier_order,
        title,
        coalesce(lag(limit_amount) over (order by tier_order), -1) as above_amount,
        coalesce(limit_amount, 999999999999.99) as up_to_amount
    from {{ ref('approval_tiers') }}
)

select * from final
