with
final as (
    select
        rows_refused.file_id,
        files.file_name,
        rows_refused.line,
        rows_refused.line_count,
        rows_refused.record,
        rows_refused.column_name,
        rows_refused.rule,
        rows_refused.reason
    from {{ source('raw', 'quarantined_rows') }} as rows_refused
    inner join {{ source('raw', 'files') }} as files
        on
            rows_refused.file_id = files.file_id
            and files.outcome <> 'duplicate'
)

select * from final
