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

replaced as (
    select
        file_id,
        account_number,
        statement_date,
        below_line
    from {{ ref('stg_replaced_statements') }}
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
    left join replaced
        on
            latest._file_id = replaced.file_id
            and latest.account_number = replaced.account_number
            and latest.statement_date = replaced.statement_date
            and latest._line < replaced.below_line
    where replaced.file_id is null
)

select * from final
