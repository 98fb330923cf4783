-- Logins of the user list, in lower case, with what their role may approve: the highest tier a word of the role names.
-- A role no word knows approves nothing above the policy. One row per entity and login.
with
users as (
    select
        entity_id,
        lower(trim(user_name)) as user_name,
        upper(coalesce(role, '')) as role,
        lower(coalesce(is_inactive, '')) in ('y', 'yes', 'true', '1', 'inactive') as is_inactive
    from {{ ref('stg_pm_users') }}
),

role_words as (
    select
        words.role_word,
        tiers.tier_order
    from {{ ref('approval_roles') }} as words
    inner join {{ ref('approval_tiers') }} as tiers
        on words.tier = tiers.tier
),

ranked as (
    select
        users.entity_id,
        users.user_name,
        max(nullif(users.role, '')) as role,
        max(coalesce(role_words.tier_order, 1)) as tier_order,
        min(case when users.is_inactive then 1 else 0 end) = 1 as is_inactive
    from users
    left join role_words
        on position(role_words.role_word in users.role) > 0
    group by users.entity_id, users.user_name
),

final as (
    select
        ranked.entity_id,
        ranked.user_name,
        ranked.role,
        ranked.tier_order,
        tiers.tier,
        tiers.limit_amount,
        ranked.is_inactive
    from ranked
    inner join {{ ref('approval_tiers') }} as tiers
        on ranked.tier_order = tiers.tier_order
)

select * from final
