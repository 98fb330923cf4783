with
latest as (
    {{
        latest_delivery('ledger_entry', [
            'company',
            'account',
            'posting_date',
            'transaction_type',
            'number',
            'entry_number',
            'split_account',
            'memo',
            'amount',
            'occurrence',
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
                'latest.posting_date',
                'latest.transaction_type',
                'latest.number',
                'latest.entry_number',
                'latest.split_account',
                'latest.memo',
                'latest.amount',
                'latest.occurrence',
            ])
        }} as ledger_entry_id,
        coalesce(owners.entity_id, only_entity.entity_id, 'unassigned') as entity_id,
        latest.company,
        latest.account,
        latest.posting_date,
        latest.transaction_type,
        latest.number,
        latest.entry_number,
        latest.name,
        latest.memo,
        latest.split_account,
        latest.amount,
        latest.sign_convention,
        latest.balance,
        latest.occurrence,
        latest._file_id,
        latest._line
    from latest
    left join owners
        on latest.company = owners.company
    left join only_entity
        on latest.company is null
)

select * from final
