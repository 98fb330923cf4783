with
latest as (
    {{
        latest_delivery('practice_provider', [
            'provider_id',
        ])
    }}
),

final as (
    select
        {{
            surrogate_key([
                'latest.provider_id',
            ])
        }} as practice_provider_id,
        latest.provider_id,
        latest.last_name,
        latest.first_name,
        latest.npi,
        latest.taxonomy_code,
        latest._file_id,
        latest._line
    from latest
)

select * from final
