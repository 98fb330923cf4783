-- The ledger account of every role: the one the seed names, else that of the role it stands in for; a role without
-- either has none, and entries on it say so.
with
roles as (
    select * from {{ ref('account_roles') }}
),

named as (
    select
        role,
        min(account) as gl_account
    from {{ ref('gl_accounts') }}
    group by role
),

final as (
    select
        roles.role,
        roles.title,
        roles.normal_side,
        roles.is_control,
        case
            when direct.gl_account is null and substitutes.gl_account is not null then roles.stands_in_for
            else roles.role
        end as booked_role,
        coalesce(direct.gl_account, substitutes.gl_account) as gl_account
    from roles
    left join named as direct
        on roles.role = direct.role
    left join named as substitutes
        on roles.stands_in_for = substitutes.role
)

select * from final
