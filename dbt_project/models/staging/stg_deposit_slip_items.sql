with
latest as (
    {{
        latest_delivery('deposit_slip_item', [
            'slip_number',
            'item_number',
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
                'latest.slip_number',
                'latest.item_number',
            ])
        }} as deposit_slip_item_id,
        coalesce(owners.entity_id, 'unassigned') as entity_id,
        latest.slip_number,
        latest.item_number,
        latest.location_id,
        latest.deposit_date,
        latest.tender,
        latest.check_number,
        latest.payer_name,
        latest.amount,
        latest.batch_number,
        latest.account_number,
        latest._file_id,
        latest._line
    from latest
    left join owners
        on latest.account_number = owners.account_number
)

select * from final
