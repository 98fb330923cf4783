with
final as (
    select
        file_id,
        file_name,
        sha256,
        byte_count,
        recognised_as,
        outcome,
        delivered_at,
        unit,
        line_count,
        envelope_count,
        record_count,
        accepted_count,
        quarantined_count,
        reason
    from {{ source('raw', 'files') }}
)

select * from final
