with
latest as (
    {{
        latest_delivery('agency_collection', [
            'agency',
            'statement_number',
            'account_number',
        ])
    }}
),

final as (
    select
        {{
            surrogate_key([
                'latest.agency',
                'latest.statement_number',
                'latest.account_number',
            ])
        }} as agency_collection_id,
        latest.agency,
        latest.statement_number,
        latest.statement_date,
        latest.account_number,
        latest.claim_number,
        latest.debtor_name,
        latest.placed_date,
        latest.placed_amount,
        latest.collected_amount,
        latest.fee_amount,
        latest.net_amount,
        latest._file_id,
        latest._line
    from latest
)

select * from final
