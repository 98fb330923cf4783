-- The lines of the proof of cash that are not totals: what bank and books state, and what the items of each kind do.
with
periods as (
    select * from {{ ref('int_proof_periods') }}
),

running as (
    select
        account_number,
        period,
        bank_opening_amount,
        bank_receipts_amount,
        bank_disbursements_amount,
        book_opening_amount,
        book_receipts_amount,
        book_disbursements_amount,
        bank_gap_amount,
        bank_opening_amount + sum(bank_receipts_amount - bank_disbursements_amount) over (
            partition by account_number order by period
        ) as bank_amount,
        book_opening_amount + sum(book_receipts_amount - book_disbursements_amount) over (
            partition by account_number order by period
        ) as book_amount
    from periods
),

sequenced as (
    select
        *,
        coalesce(lag(bank_amount) over (partition by account_number order by period), bank_opening_amount)
            as bank_before,
        coalesce(lag(book_amount) over (partition by account_number order by period), book_opening_amount)
            as book_before,
        coalesce(lag(bank_gap_amount) over (partition by account_number order by period), 0) as gap_before
    from running
),

of_items as (
    select
        movements.account_number,
        movements.period,
        shapes.line_name,
        sum(case when shapes.shown <> 'current' then movements.prior_amount else 0 end) as prior_amount,
        sum(case when shapes.shown <> 'prior' then movements.current_amount else 0 end) as current_amount,
        -- a line moves its column by what stands now less what stood before
        sum(case
            when not movements.is_receipt then 0
            when shapes.shown = 'prior' then -movements.prior_amount
            when shapes.shown = 'current' then movements.current_amount
            else movements.current_amount - movements.prior_amount
        end) as receipts_amount,
        sum(case
            when movements.is_receipt then 0
            when shapes.shown = 'prior' then movements.prior_amount
            when shapes.shown = 'current' then -movements.current_amount
            else movements.prior_amount - movements.current_amount
        end) as disbursements_amount
    from {{ ref('int_proof_movements') }} as movements
    inner join {{ ref('proof_lines') }} as shapes
        on movements.kind = shapes.item_kind
    group by movements.account_number, movements.period, shapes.line_name
),

final as (
    select
        account_number,
        period,
        'per_bank' as line_name,
        bank_before as prior_amount,
        bank_receipts_amount as receipts_amount,
        bank_disbursements_amount as disbursements_amount,
        bank_amount as current_amount
    from sequenced
    union all
    select
        account_number,
        period,
        'missing_bank_lines' as line_name,
        gap_before as prior_amount,
        greatest(bank_gap_amount - gap_before, 0) as receipts_amount,
        greatest(gap_before - bank_gap_amount, 0) as disbursements_amount,
        bank_gap_amount as current_amount
    from sequenced
    union all
    select
        account_number,
        period,
        'per_books' as line_name,
        book_before as prior_amount,
        book_receipts_amount as receipts_amount,
        book_disbursements_amount as disbursements_amount,
        book_amount as current_amount
    from sequenced
    union all
    select
        periods.account_number,
        periods.period,
        'opening_difference' as line_name,
        openings.difference_amount as prior_amount,
        0 as receipts_amount,
        0 as disbursements_amount,
        openings.difference_amount as current_amount
    from periods
    inner join {{ ref('int_proof_openings') }} as openings
        on periods.account_number = openings.account_number
    union all
    select
        account_number,
        period,
        line_name,
        -- "prior" shows what stood before and goes; "current" what comes and stands now
        prior_amount,
        receipts_amount,
        disbursements_amount,
        current_amount
    from of_items
)

select * from final
