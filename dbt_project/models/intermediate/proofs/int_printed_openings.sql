-- What stood on an account before the first line of an export that prints a balance behind each line_name.
with
lines as (
    select
        account_number,
        statement_date,
        amount,
        running_balance_amount,
        _file_id,
        _line
    from {{ ref('stg_bank_transactions') }}
    where {{ is_us_dollars('currency') }}
),

exports as (
    select
        _file_id,
        account_number,
        min(_line) as first_line,
        max(_line) as last_line
    from lines
    group by _file_id, account_number
),

-- an export prints the oldest line first or the newest: its first and last line tell which
directed as (
    select
        lines.*,
        tops.statement_date <= bottoms.statement_date as is_oldest_first
    from lines
    inner join exports
        on
            lines._file_id = exports._file_id
            and lines.account_number = exports.account_number
    inner join lines as tops
        on
            exports._file_id = tops._file_id
            and exports.account_number = tops.account_number
            and exports.first_line = tops._line
    inner join lines as bottoms
        on
            exports._file_id = bottoms._file_id
            and exports.account_number = bottoms.account_number
            and exports.last_line = bottoms._line
),

final as (
    select
        account_number,
        running_balance_amount - amount as opening_amount,
        statement_date
    from directed
    where running_balance_amount is not null
    qualify
        row_number() over (
            partition by account_number
            order by statement_date, _file_id, case when is_oldest_first then _line else -_line end
        ) = 1
)

select * from final
