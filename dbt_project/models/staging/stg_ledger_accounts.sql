with
latest as (
    {{
        latest_delivery('ledger_account', [
            'company',
            'account',
        ])
    }}
),

owners as (
    select
        company,
        entity_id
    from {{ ref('companies') }}
),

only_entity as (
    select min(entity_id) as entity_id
    from {{ ref('entities') }}
    having count(*) = 1
),

final as (
    select
        {{
            surrogate_key([
                'latest.company',
                'latest.account',
            ])
        }} as ledger_account_id,
        coalesce(owners.entity_id, only_entity.entity_id, 'unassigned') as entity_id,
        latest.company,
        latest.account,
        latest.account_number,
        latest.account_name,
        latest.account_type,
        latest.parent_account,
        latest.is_inactive,
        latest._file_id,
        latest._line
    from latest
    left join owners
        on latest.company = owners.company
    left join only_entity
        on latest.company is null
)

select * from final
