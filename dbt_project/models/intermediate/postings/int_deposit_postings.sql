-- What the PM system has posted of each bank line: through its evidence where it is matched, else under the trace or
-- check number the bank names.
with
bank_lines as (
    select
        deposit_id,
        entity_id,
        {{ normalise_reference('coalesce(stated_trace, customer_reference)') }} as reference_key
    from {{ ref('int_bank_lines') }}
    where direction = 'credit'
),

matched as (
    select
        deposit_id,
        expected_amount,
        posting_date,
        posted_amount
    from {{ ref('int_matched_deposits') }}
),

payments as (
    select
        entity_id,
        posting_date,
        amount,
        {{ normalise_reference('reference_number') }} as reference_key
    from {{ ref('int_pm_payments') }}
    where payer_type = 'insurance'
),

unmatched as (
    select
        bank_lines.deposit_id,
        max(payments.posting_date) as posting_date,
        sum(payments.amount) as posted_amount
    from bank_lines
    inner join payments
        on
            bank_lines.reference_key = payments.reference_key
            and {{ same_entity('bank_lines.entity_id', 'payments.entity_id') }}
    left join matched
        on bank_lines.deposit_id = matched.deposit_id
    where matched.deposit_id is null
    group by bank_lines.deposit_id
),

final as (
    select
        deposit_id,
        expected_amount,
        posting_date,
        posted_amount
    from matched
    union all
    select
        deposit_id,
        cast(null as decimal(18, 2)) as expected_amount,
        posting_date,
        posted_amount
    from unmatched
)

select * from final
