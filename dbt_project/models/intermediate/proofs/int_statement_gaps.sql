-- What the last statement of a month says stands on the account and the lines we have do not: lines of statements that
-- were never delivered.
with
months as (
    select * from {{ ref('int_proof_months') }}
),

closings as (
    select
        account_number,
        statement_date,
        amount
    from {{ ref('stg_bank_balances') }}
    where {{ is_us_dollars('currency') }} and type_code = '015'
),

last_closings as (
    select
        months.account_number,
        months.period,
        closings.statement_date as stated_date,
        closings.amount as stated_amount
    from months
    inner join closings
        on
            months.account_number = closings.account_number
            and months.period_date >= closings.statement_date
    qualify
        row_number() over (partition by months.account_number, months.period order by closings.statement_date desc) = 1
),

final as (
    select
        months.account_number,
        months.period,
        last_closings.stated_amount - months.bank_opening_amount - coalesce(sum(bank_lines.amount), 0)
            as gap_amount
    from months
    inner join last_closings
        on
            months.account_number = last_closings.account_number
            and months.period = last_closings.period
    left join {{ ref('int_bank_lines') }} as bank_lines
        on
            months.account_number = bank_lines.account_number
            and months.first_date <= bank_lines.deposit_date
            and last_closings.stated_date >= bank_lines.deposit_date
    group by months.account_number, months.period, last_closings.stated_amount, months.bank_opening_amount
)

select * from final
