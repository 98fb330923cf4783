-- Files and rows the line could not take, as exceptions: a file nobody could read, and once for each other file the
-- rows refused in it. A file whose every row was delivered again later is told no more.
with
files as (
    select
        file_id,
        file_name,
        outcome,
        cast(delivered_at as date) as delivered_date
    from {{ ref('stg_files') }}
    where outcome <> 'duplicate'
),

survivors as (
    select file_id from {{ ref('int_surviving_files') }}
),

refused_rows as (
    select
        file_id,
        min(line) as first_line
    from {{ ref('stg_quarantined_rows') }}
    group by file_id
),

troubles as (
    select
        case
            when files.outcome in ('quarantined', 'incomplete', 'unrecognised') then 'DQ-FILE'
            when survivors.file_id is not null then 'DQ-ROW'
        end as code,
        files.file_id,
        files.file_name,
        files.delivered_date,
        refused_rows.first_line
    from files
    left join survivors
        on files.file_id = survivors.file_id
    left join refused_rows
        on files.file_id = refused_rows.file_id
    where
        files.outcome in ('quarantined', 'incomplete', 'unrecognised')
        or refused_rows.file_id is not null
),

final as (
    select
        code,
        'unassigned' as entity_id,
        'file' as subject_kind,
        file_id as subject_id,
        cast(null as {{ type_text() }}) as related_id,
        file_name as reference,
        cast(null as {{ type_text() }}) as channel,
        cast(null as {{ type_text() }}) as payer_name,
        -- what a row that was not understood is worth is not known
        cast(0 as decimal(18, 2)) as amount,
        cast(null as decimal(18, 2)) as difference_amount,
        delivered_date as subject_date,
        file_id as _file_id,
        first_line as _line
    from troubles
    where code is not null
)

select * from final
