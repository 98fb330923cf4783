with
files as (
    select * from {{ ref('stg_files') }}
),

survivors as (
    select * from {{ ref('int_surviving_files') }}
),

final as (
    select
        files.file_id,
        files.file_name,
        files.sha256,
        files.recognised_as,
        case
            when
                files.outcome in ('accepted', 'partly_accepted')
                and files.accepted_count > 0
                and survivors.file_id is null
                then 'superseded'
            else files.outcome
        end as outcome,
        files.delivered_at,
        files.byte_count,
        files.unit,
        files.line_count,
        files.envelope_count,
        files.record_count,
        files.accepted_count,
        files.quarantined_count,
        case
            when
                files.outcome in ('accepted', 'partly_accepted')
                and files.accepted_count > 0
                and survivors.file_id is null
                then 'A later delivery counts: it brought every row again, or it holds everything and lacks them.'
            else files.reason
        end as reason
    from files
    left join survivors on files.file_id = survivors.file_id
)

select * from final
