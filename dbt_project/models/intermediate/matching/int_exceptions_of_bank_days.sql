-- Statement days that are missing, as exceptions: an account does not open with the closing balance before, or banks
-- were open on a day between two statements that both state an opening balance. Told at the first day not there.
with
days as (
    select
        entity_id,
        account_number,
        statement_date,
        opening_amount,
        next_statement_date,
        coalesce(next_opening_amount - closing_amount, 0) as difference_amount,
        opening_amount is not null and next_opening_amount is not null as is_daily,
        _file_id,
        _line
    from {{ ref('int_bank_days') }}
    where next_statement_date is not null
),

calendar as (
    select
        calendar_date,
        is_business_day,
        business_day_number
    from {{ ref('bank_calendar') }}
),

-- a closed day has the number of the next banking day: the number of the day after the statement
numbered as (
    select
        days.*,
        case
            when stated.is_business_day then stated.business_day_number + 1
            else stated.business_day_number
        end as expected_day_number,
        resumed.business_day_number - coalesce(closures.closed_day_count, 0) as resumed_day_number
    from days
    inner join calendar as stated
        on {{ calendar_day('days.statement_date') }} = stated.calendar_date
    inner join calendar as resumed
        on {{ calendar_day('days.next_statement_date') }} = resumed.calendar_date
    left join {{ ref('int_account_closures') }} as closures
        on
            days.account_number = closures.account_number
            and resumed.business_day_number = closures.business_day_number
),

gaps as (
    select
        *,
        is_daily and resumed_day_number > expected_day_number as is_day_missing
    from numbered
    where
        difference_amount <> 0
        or (is_daily and resumed_day_number > expected_day_number)
),

final as (
    select
        'BNK-GAP' as code,
        gaps.entity_id,
        'bank_day' as subject_kind,
        {{ surrogate_key(['gaps.account_number', 'gaps.statement_date']) }} as subject_id,
        cast(null as {{ type_text() }}) as related_id,
        concat(
            gaps.account_number,
            ' ',
            cast(coalesce(expected.calendar_date, gaps.next_statement_date) as {{ type_text() }})
        ) as reference,
        cast(null as {{ type_text() }}) as channel,
        cast(null as {{ type_text() }}) as payer_name,
        abs(gaps.difference_amount) as amount,
        gaps.difference_amount,
        coalesce(expected.calendar_date, gaps.next_statement_date) as subject_date,
        gaps._file_id,
        gaps._line
    from gaps
    left join calendar as expected
        on
            gaps.is_day_missing
            and gaps.expected_day_number = expected.business_day_number
            and expected.is_business_day
)

select * from final
