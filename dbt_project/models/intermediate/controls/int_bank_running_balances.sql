-- Balances printed behind each line of an export (bank CSV): each must be the one before and the line's amount. Some
-- exports print the oldest line first, some the newest; an export is read the way in which less is amiss.
with
lines as (
    select
        account_number,
        amount,
        running_balance_amount,
        _file_id,
        _line
    from {{ ref('stg_bank_transactions') }}
    where running_balance_amount is not null and {{ is_us_dollars('currency') }}
),

steps as (
    select
        account_number,
        amount,
        running_balance_amount,
        lag(running_balance_amount) over (partition by _file_id, account_number order by _line) as balance_above,
        lead(running_balance_amount) over (partition by _file_id, account_number order by _line) as balance_below,
        _file_id
    from lines
),

read_both_ways as (
    select
        _file_id,
        account_number,
        count(*) as line_count,
        sum(case when balance_above is not null then balance_above + amount end) as expected_downwards,
        sum(case when balance_above is not null then running_balance_amount end) as printed_downwards,
        coalesce(sum(abs(balance_above + amount - running_balance_amount)), 0) as amiss_downwards,
        sum(case when balance_below is not null then balance_below + amount end) as expected_upwards,
        sum(case when balance_below is not null then running_balance_amount end) as printed_upwards,
        coalesce(sum(abs(balance_below + amount - running_balance_amount)), 0) as amiss_upwards
    from steps
    group by _file_id, account_number
),

final as (
    select
        _file_id,
        account_number,
        line_count,
        case when amiss_downwards <= amiss_upwards then expected_downwards else expected_upwards end as expected_amount,
        case when amiss_downwards <= amiss_upwards then printed_downwards else printed_upwards end as printed_amount,
        least(amiss_downwards, amiss_upwards) as difference_amount
    from read_both_ways
    where line_count > 1
)

select * from final
