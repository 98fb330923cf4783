-- How far bank and books lie apart on the eve of the first day when the items open there are counted: a difference
-- older than anything delivered. It stays a line of its own until somebody finds it; nothing is inserted to hide it.
with
periods as (
    select * from {{ ref('int_proof_periods') }}
),

items as (
    select
        account_number,
        period,
        sum(case side when 'bank' then prior_amount else -prior_amount end) as open_amount
    from {{ ref('int_proof_movements') }}
    group by account_number, period
),

first_periods as (
    select *
    from periods
    qualify row_number() over (partition by account_number order by period) = 1
),

final as (
    select
        first_periods.account_number,
        first_periods.prior_date,
        cast(
            first_periods.bank_opening_amount - first_periods.book_opening_amount + coalesce(items.open_amount, 0)
            as decimal(18, 2)
        ) as difference_amount
    from first_periods
    left join items
        on
            first_periods.account_number = items.account_number
            and first_periods.period = items.period
)

select * from final
