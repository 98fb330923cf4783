with
latest as (
    {{
        latest_delivery('procedure_charge', [
            'procedure_code',
        ])
    }}
),

final as (
    select
        {{
            surrogate_key([
                'latest.procedure_code',
            ])
        }} as procedure_charge_id,
        latest.procedure_code,
        latest.procedure_name,
        latest.charge_amount,
        latest._file_id,
        latest._line
    from latest
)

select * from final
