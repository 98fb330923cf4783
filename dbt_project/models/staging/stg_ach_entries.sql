with
latest as (
    {{
        latest_delivery('ach_entry', [
            'origin_identifier',
            'file_date',
            'file_modifier',
            'batch_number',
            'entry_trace_number',
            'amount',
            'occurrence',
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
                'latest.origin_identifier',
                'latest.file_date',
                'latest.file_modifier',
                'latest.batch_number',
                'latest.entry_trace_number',
                'latest.amount',
                'latest.occurrence',
            ])
        }} as ach_entry_id,
        coalesce(owners.entity_id, 'unassigned') as entity_id,
        latest.origin_identifier,
        latest.file_date,
        latest.file_modifier,
        latest.batch_number,
        latest.entry_trace_number,
        latest.company_name,
        latest.company_identifier,
        latest.entry_class,
        latest.entry_description,
        latest.effective_date,
        latest.transaction_code,
        latest.direction,
        latest.receiving_bank,
        latest.receiving_account,
        latest.amount,
        latest.individual_identifier,
        latest.individual_name,
        latest.addenda_text,
        latest.remittance_trace_number,
        latest.remittance_payer_identifier,
        latest.return_code,
        latest.change_code,
        latest.original_trace_number,
        latest.notice_text,
        latest.occurrence,
        latest._file_id,
        latest._line
    from latest
    left join owners
        on latest.receiving_account = owners.account_number
)

select * from final
