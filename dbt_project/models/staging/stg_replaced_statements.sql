-- Bank statements whose place a later one of the same account and day has taken: a correction or a deletion takes the
-- place of all that came before, a final statement that of interim ones. Later is what was delivered later; within one
-- file, what stands below. Rows of the file above the line are withdrawn.
with
statements as (
    select
        stated.account_number,
        stated.statement_date,
        stated.status,
        coalesce(stated.coverage like 'interim%', false) as is_interim,
        coalesce(stated.coverage like 'final%', false) as is_final,
        stated._file_id,
        stated._line,
        row_number() over (
            partition by stated.account_number, stated.statement_date
            order by
                coalesce(files.delivered_at, timestamp '0001-01-01 00:00:00'),
                files.file_name,
                stated._line
        ) as delivery_number
    from {{ source('raw', 'bank_statement') }} as stated
    inner join {{ source('raw', 'files') }} as files
        on
            stated._file_id = files.file_id
            and files.outcome <> 'duplicate'
),

replaced as (
    select
        earlier.account_number,
        earlier.statement_date,
        earlier._file_id,
        case when earlier._file_id = later._file_id then later._line else 2147483647 end as below_line
    from statements as earlier
    inner join statements as later
        on
            earlier.account_number = later.account_number
            and earlier.statement_date = later.statement_date
            and earlier.delivery_number < later.delivery_number
            and (
                later.status in ('correction', 'deletion')
                or (later.is_final and earlier.is_interim)
            )
),

final as (
    select
        {{ surrogate_key(['_file_id', 'account_number', 'statement_date']) }} as replaced_statement_id,
        _file_id as file_id,
        account_number,
        statement_date,
        max(below_line) as below_line
    from replaced
    group by _file_id, account_number, statement_date
)

select * from final
