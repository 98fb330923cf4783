with
deposits as (
    select * from {{ ref('deposits') }}
),

raw_credits as (
    select distinct
        credits.account_number,
        credits.statement_date,
        credits.type_code,
        credits.amount,
        credits.bank_reference,
        credits.customer_reference,
        credits.occurrence
    from {{ source('raw', 'bank_transaction') }} as credits
    left join {{ ref('stg_replaced_statements') }} as replaced
        on
            credits._file_id = replaced.file_id
            and credits.account_number = replaced.account_number
            and credits.statement_date = replaced.statement_date
            and credits._line < replaced.below_line
    where
        credits.direction = 'credit'
        and {{ is_us_dollars('credits.currency') }}
        and replaced.file_id is null
),

proof as (
    select
        coalesce(sum(amount), 0) as left_amount,
        coalesce(sum(matched_amount + classified_amount + exception_amount), 0) as right_amount,
        coalesce(sum(abs(amount - matched_amount - classified_amount - exception_amount)), 0) as difference_amount
    from deposits
),

conservation as (
    select
        (select coalesce(sum(amount), 0) from raw_credits) as left_amount,
        (select coalesce(sum(amount), 0) from deposits) as right_amount
),

remittances as (
    select
        (select coalesce(sum(payment_amount), 0) from {{ ref('stg_remittance_payments') }}) as left_amount,
        (select coalesce(sum(payment_amount), 0) from {{ ref('remittances') }}) as right_amount
),

final as (
    select
        'bank_credits_proved' as check_id,
        'Every cent the bank credited is matched, classified as no patient money, or an open exception; line by line.'
            as description,
        'bank credits' as left_label,
        left_amount,
        'matched + classified + exceptions' as right_label,
        right_amount,
        difference_amount,
        'block' as severity
    from proof
    union all
    select
        'bank_raw_equals_marts' as check_id,
        'Bank credits of the statements, each delivered line once and none the bank took back, equal the deposits.'
            as description,
        'credits in the statements' as left_label,
        left_amount,
        'deposits' as right_label,
        right_amount,
        abs(left_amount - right_amount) as difference_amount,
        'block' as severity
    from conservation
    union all
    select
        'remittance_cents_staging_equals_mart' as check_id,
        'Payments of all remittance advice read equal the remittances.' as description,
        'payments read' as left_label,
        left_amount,
        'remittances' as right_label,
        right_amount,
        abs(left_amount - right_amount) as difference_amount,
        'block' as severity
    from remittances
)

select * from final
