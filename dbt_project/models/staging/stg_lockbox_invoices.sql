with
latest as (
    {{
        latest_delivery('lockbox_invoice', [
            'deposit_reference',
            'lockbox_number',
            'deposit_date',
            'batch_number',
            'item_number',
            'occurrence',
            'invoice_position',
        ])
    }}
),

owners as (
    select
        lockbox_number,
        entity_id
    from {{ ref('lockboxes') }}
),

final as (
    select
        {{
            surrogate_key([
                'latest.deposit_reference',
                'latest.lockbox_number',
                'latest.deposit_date',
                'latest.batch_number',
                'latest.item_number',
                'latest.occurrence',
                'latest.invoice_position',
            ])
        }} as lockbox_invoice_id,
        coalesce(owners.entity_id, 'unassigned') as entity_id,
        latest.deposit_reference,
        latest.lockbox_number,
        latest.deposit_date,
        latest.batch_number,
        latest.item_number,
        latest.occurrence,
        latest.invoice_position,
        latest.invoice_number,
        latest.amount,
        latest._file_id,
        latest._line
    from latest
    left join owners
        on latest.lockbox_number = owners.lockbox_number
)

select * from final
