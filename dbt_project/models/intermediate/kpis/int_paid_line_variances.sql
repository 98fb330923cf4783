-- Paid lines of first payers against the rate of their day. A line no rate is known for cannot be judged.
with
lines as (
    select priced.*
    from {{ ref('int_priced_lines') }} as priced
    inner join {{ ref('stg_run') }} as run
        on priced.adjudication_date <= run.as_of
    where priced.paid_amount > 0
),

underpaid as (
    select underpayment_id
    from {{ ref('underpayments') }}
    where kind = 'underpaid'
),

final as (
    select
        lines.priced_line_id,
        {{ month_of('lines.adjudication_date') }} as period,
        lines.entity_id,
        lines.payer_name,
        lines.financial_class,
        cast(rated.expected_amount - lines.allowed_amount as decimal(18, 2)) as variance_amount,
        rated.priced_line_id is not null as is_rated,
        underpaid.underpayment_id is not null as is_underpaid
    from lines
    left join {{ ref('int_line_rates') }} as rated on lines.priced_line_id = rated.priced_line_id
    left join underpaid on lines.priced_line_id = underpaid.underpayment_id
)

select * from final
