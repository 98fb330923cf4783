with
latest as (
    {{
        latest_delivery('bank_transaction', [
            'account_number',
            'statement_date',
            'type_code',
            'amount',
            'bank_reference',
            'customer_reference',
            'occurrence',
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
                'latest.amount',
                'latest.bank_reference',
                'latest.customer_reference',
                'latest.occurrence',
            ])
        }} as bank_transaction_id,
        coalesce(owners.entity_id, 'unassigned') as entity_id,
        latest.account_number,
        latest.statement_date,
        latest.type_code,
        latest.direction,
        latest.amount,
        latest.currency,
        latest.running_balance_amount,
        latest.value_date,
        latest.funds_type,
        latest.bank_reference,
        latest.customer_reference,
        latest.description,
        latest.occurrence,
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
