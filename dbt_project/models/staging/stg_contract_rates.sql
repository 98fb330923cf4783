with
latest as (
    {{
        latest_delivery('contract_rate', [
            'payer_key',
            'procedure_code',
            'modifier',
            'effective_date',
        ])
    }}
),

final as (
    select
        {{
            surrogate_key([
                'latest.payer_key',
                'latest.procedure_code',
                'latest.modifier',
                'latest.effective_date',
            ])
        }} as contract_rate_id,
        latest.payer_key,
        latest.procedure_code,
        latest.modifier,
        latest.effective_date,
        latest.end_date,
        latest.allowed_amount,
        latest._file_id,
        latest._line
    from latest
)

select * from final
