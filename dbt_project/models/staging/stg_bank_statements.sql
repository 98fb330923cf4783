with
latest as (
    {{
        latest_delivery('bank_statement', [
            'account_number',
            'statement_date',
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
            ])
        }} as bank_statement_id,
        coalesce(owners.entity_id, 'unassigned') as entity_id,
        latest.account_number,
        latest.statement_date,
        latest.status,
        latest.coverage,
        latest.as_of_time,
        latest.currency,
        latest.originator,
        latest._file_id,
        latest._line
    from latest
    left join owners
        on latest.account_number = owners.account_number
)

select * from final
