-- The bank reconciliation of every account at every month-end and on the newest day, as one row: from the statement's
-- balance and from the ledger's, each to the true balance.
with
proof as (
    select * from {{ ref('proof_of_cash') }}
),

accounts as (
    select * from {{ ref('int_proof_accounts') }}
),

open_items as (
    select
        account_number,
        period,
        count(*) as open_item_count
    from {{ ref('proof_of_cash_items') }}
    where current_amount <> 0
    group by account_number, period
),

spread as (
    select
        entity_id,
        account_number,
        period,
        period_date,
        sum(case line_name when 'per_bank' then current_amount end) as bank_amount,
        sum(case line_name when 'deposits_in_transit_current' then current_amount end) as deposits_in_transit_amount,
        sum(case line_name when 'outstanding_current' then current_amount end) as outstanding_amount,
        sum(case line_name when 'returned_and_redeposited' then current_amount end) as returned_and_redeposited_amount,
        sum(case line_name when 'bank_errors' then current_amount end) as bank_errors_amount,
        sum(case line_name when 'missing_bank_lines' then current_amount end) as missing_bank_lines_amount,
        sum(case line_name when 'adjusted_bank' then current_amount end) as adjusted_bank_amount,
        sum(case line_name when 'per_books' then current_amount end) as book_amount,
        sum(case line_name when 'unrecorded_receipts_current' then current_amount end) as unrecorded_receipts_amount,
        sum(case line_name when 'unrecorded_debits_current' then current_amount end) as unrecorded_debits_amount,
        sum(case line_name when 'returned_items_current' then current_amount end) as returned_items_amount,
        sum(case line_name when 'book_errors' then current_amount end) as book_errors_amount,
        sum(case line_name when 'opening_difference' then current_amount end) as opening_difference_amount,
        sum(case line_name when 'adjusted_books' then current_amount end) as adjusted_book_amount,
        sum(case line_name when 'difference' then current_amount end) as difference_amount
    from proof
    group by entity_id, account_number, period, period_date
),

final as (
    select
        {{ surrogate_key(['spread.account_number', 'spread.period']) }} as bank_reconciliation_id,
        spread.entity_id,
        spread.account_number,
        accounts.account_name,
        accounts.gl_account,
        spread.period,
        spread.period_date,
        cast(spread.bank_amount as decimal(18, 2)) as bank_amount,
        cast(spread.deposits_in_transit_amount as decimal(18, 2)) as deposits_in_transit_amount,
        cast(spread.outstanding_amount as decimal(18, 2)) as outstanding_amount,
        cast(spread.returned_and_redeposited_amount as decimal(18, 2)) as returned_and_redeposited_amount,
        cast(spread.bank_errors_amount as decimal(18, 2)) as bank_errors_amount,
        cast(spread.missing_bank_lines_amount as decimal(18, 2)) as missing_bank_lines_amount,
        cast(spread.adjusted_bank_amount as decimal(18, 2)) as adjusted_bank_amount,
        cast(spread.book_amount as decimal(18, 2)) as book_amount,
        cast(spread.unrecorded_receipts_amount as decimal(18, 2)) as unrecorded_receipts_amount,
        cast(spread.unrecorded_debits_amount as decimal(18, 2)) as unrecorded_debits_amount,
        cast(spread.returned_items_amount as decimal(18, 2)) as returned_items_amount,
        cast(spread.book_errors_amount as decimal(18, 2)) as book_errors_amount,
        cast(spread.opening_difference_amount as decimal(18, 2)) as opening_difference_amount,
        cast(spread.adjusted_book_amount as decimal(18, 2)) as adjusted_book_amount,
        cast(spread.difference_amount as decimal(18, 2)) as difference_amount,
        cast(coalesce(open_items.open_item_count, 0) as integer) as open_item_count,
        accounts.bank_basis,
        accounts.book_basis
    from spread
    inner join accounts
        on spread.account_number = accounts.account_number
    left join open_items
        on
            spread.account_number = open_items.account_number
            and spread.period = open_items.period
)

select * from final
