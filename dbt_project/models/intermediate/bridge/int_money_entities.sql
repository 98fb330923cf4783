-- Under which entity money is followed: its own; where a source does not know the entity and there is only one, that
-- one. One row per entity as the sources name it.
with
named as (
    select entity_id from {{ ref('int_bank_lines') }}
    union distinct
    select entity_id from {{ ref('int_pm_payments') }}
    union distinct
    select entity_id from {{ ref('stg_remittance_payments') }}
    union distinct
    select entity_id from {{ ref('int_deposit_evidence') }}
    union distinct
    select entity_id from {{ ref('stg_card_payouts') }}
    union distinct
    select entity_id from {{ ref('int_pm_batches') }}
),

sole as (
    select case when count(*) = 1 then min(entity_id) end as entity_id
    from named
    where entity_id <> 'unassigned'
),

final as (
    select
        named.entity_id,
        case when named.entity_id = 'unassigned' then coalesce(sole.entity_id, 'unassigned') else named.entity_id end
            as money_entity_id
    from named
    cross join sole
)

select * from final
