with
latest as (
    {{
        latest_delivery('bank_balance', [
            'account_number',
            'statement_date',
            'type_code',
            'currency',
        ])
    }}
),

owners as (
    select
        account_number,
        entity_id
    from {{ ref('bank_accounts') }}
),

final as (
    select
        {{
            surrogate_key([
                'latest.account_number',
                'latest.statement_date',
                'latest.type_code',
                'latest.currency',
            ])
        }} as bank_balance_id,
        coalesce(owners.entity_id, 'unassigned') as entity_id,
        latest.account_number,
        latest.statement_date,
        latest.type_code,
        latest.amount,
        latest.item_count,
        latest.currency,
        latest._file_id,
        latest._line
    from latest
    left join owners
        on latest.account_number = owners.account_number
)

select * from final
