with
latest as (
    {{
        latest_delivery('payer_name', [
            'payer_key',
        ])
    }}
),

final as (
    select
        {{
            surrogate_key([
                'latest.payer_key',
            ])
        }} as payer_name_id,
        latest.payer_key,
        latest.company_identifier,
        latest.remittance_name,
        latest.pm_name,
        latest.financial_class,
        latest.filing_code,
        latest.pays_by,
        latest._file_id,
        latest._line
    from latest
)

select * from final
