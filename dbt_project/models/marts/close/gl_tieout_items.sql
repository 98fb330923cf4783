-- The named items behind the difference of every control account and month.
with
items as (
    select * from {{ ref('int_tie_items') }}
),

months as (
    select distinct
        entity_id,
        period
    from {{ ref('gl_tieout') }}
),

final as (
    select
        items.tie_item_id as gl_tieout_item_id,
        items.entity_id,
        items.role,
        items.gl_account,
        items.period,
        items.kind,
        items.fact_kind as subject_kind,
        items.fact_id as subject_id,
        items.reference,
        items.amount,
        items._file_id,
        items._line
    from items
    inner join months
        on
            items.entity_id = months.entity_id
            and items.period = months.period
    inner join {{ ref('account_roles') }} as known_roles
        on items.role = known_roles.role
    where known_roles.is_control
)

select * from final
