-- What the bank and the books moved in every month of every provable account.
with
months as (
    select * from {{ ref('int_proof_months') }}
),

banked as (
    select
        months.account_number,
        months.period,
        sum(case when bank_lines.amount > 0 then bank_lines.amount else 0 end) as receipts_amount,
        sum(case when bank_lines.amount < 0 then -bank_lines.amount else 0 end) as disbursements_amount
    from months
    inner join {{ ref('int_bank_lines') }} as bank_lines
        on
            months.account_number = bank_lines.account_number
            and months.prior_date < bank_lines.deposit_date
            and months.period_date >= bank_lines.deposit_date
    group by months.account_number, months.period
),

booked as (
    select
        months.account_number,
        months.period,
        sum(case when entries.amount > 0 then entries.amount else 0 end) as receipts_amount,
        sum(case when entries.amount < 0 then -entries.amount else 0 end) as disbursements_amount
    from months
    inner join {{ ref('int_cash_entries') }} as entries
        on
            months.gl_account = entries.gl_account
            and months.entity_id = entries.entity_id
            and months.prior_date < entries.posting_date
            and months.period_date >= entries.posting_date
    group by months.account_number, months.period
),

final as (
    select
        months.entity_id,
        months.account_number,
        months.period,
        months.prior_date,
        months.period_date,
        months.bank_opening_amount,
        cast(coalesce(banked.receipts_amount, 0) as decimal(18, 2)) as bank_receipts_amount,
        cast(coalesce(banked.disbursements_amount, 0) as decimal(18, 2)) as bank_disbursements_amount,
        months.book_opening_amount,
        cast(coalesce(booked.receipts_amount, 0) as decimal(18, 2)) as book_receipts_amount,
        cast(coalesce(booked.disbursements_amount, 0) as decimal(18, 2)) as book_disbursements_amount,
        cast(coalesce(gaps.gap_amount, 0) as decimal(18, 2)) as bank_gap_amount
    from months
    left join banked
        on
            months.account_number = banked.account_number
            and months.period = banked.period
    left join booked
        on
            months.account_number = booked.account_number
            and months.period = booked.period
    left join {{ ref('int_statement_gaps') }} as gaps
        on
            months.account_number = gaps.account_number
            and months.period = gaps.period
)

select * from final
