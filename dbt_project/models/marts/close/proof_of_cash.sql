-- The four-column proof of every account and month: what stood before, came in, went out and stands now, per bank and
-- per books, each brought to the true figure by named items only; both must arrive at the same four figures.
with
periods as (
    select * from {{ ref('int_proof_periods') }}
),

lines as (
    select * from {{ ref('proof_lines') }}
),

found as (
    select * from {{ ref('int_proof_lines') }}
),

cells as (
    select
        periods.entity_id,
        periods.account_number,
        periods.period,
        periods.period_date,
        lines.line_order,
        lines.line_name,
        lines.side,
        lines.title,
        coalesce(found.prior_amount, 0) as prior_amount,
        coalesce(found.receipts_amount, 0) as receipts_amount,
        coalesce(found.disbursements_amount, 0) as disbursements_amount,
        coalesce(found.current_amount, 0) as current_amount
    from periods
    cross join lines
    left join found
        on
            periods.account_number = found.account_number
            and periods.period = found.period
            and lines.line_name = found.line_name
),

sides as (
    select
        account_number,
        period,
        side,
        sum(prior_amount) as prior_amount,
        sum(receipts_amount) as receipts_amount,
        sum(disbursements_amount) as disbursements_amount,
        sum(current_amount) as current_amount
    from cells
    where side in ('bank', 'books')
    group by account_number, period, side
),

totals as (
    select
        account_number,
        period,
        case side when 'bank' then 'adjusted_bank' else 'adjusted_books' end as line_name,
        prior_amount,
        receipts_amount,
        disbursements_amount,
        current_amount
    from sides
    union all
    select
        account_number,
        period,
        'difference' as line_name,
        sum(case side when 'bank' then prior_amount else -prior_amount end) as prior_amount,
        sum(case side when 'bank' then receipts_amount else -receipts_amount end) as receipts_amount,
        sum(case side when 'bank' then disbursements_amount else -disbursements_amount end) as disbursements_amount,
        sum(case side when 'bank' then current_amount else -current_amount end) as current_amount
    from sides
    group by account_number, period
),

final as (
    select
        {{ surrogate_key(['cells.account_number', 'cells.period', 'cells.line_name']) }} as proof_line_id,
        cells.entity_id,
        cells.account_number,
        cells.period,
        cells.period_date,
        cells.line_order,
        cells.line_name,
        cells.side,
        cells.title,
        totals.line_name is not null as is_total,
        cast(coalesce(totals.prior_amount, cells.prior_amount) as decimal(18, 2)) as prior_amount,
        cast(coalesce(totals.receipts_amount, cells.receipts_amount) as decimal(18, 2)) as receipts_amount,
        cast(coalesce(totals.disbursements_amount, cells.disbursements_amount) as decimal(18, 2))
            as disbursements_amount,
        cast(coalesce(totals.current_amount, cells.current_amount) as decimal(18, 2)) as current_amount
    from cells
    left join totals
        on
            cells.account_number = totals.account_number
            and cells.period = totals.period
            and cells.line_name = totals.line_name
)

select * from final
