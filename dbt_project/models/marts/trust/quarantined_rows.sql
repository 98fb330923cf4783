with
refused as (
    select * from {{ ref('stg_quarantined_rows') }}
),

final as (
    select
        file_id,
        file_name,
        line,
        record,
        column_name,
        rule,
        reason
    from refused
)

select * from final
