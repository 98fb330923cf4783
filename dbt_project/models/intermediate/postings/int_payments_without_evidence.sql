-- Insurers' payments in the PM system that nothing stands behind: no remittance, no bank line and no lockbox check
-- bears their number. One without a number, or from before the evidence begins, cannot be judged.
with
payments as (
    select
        pm_payment_id,
        entity_id,
        payment_number,
        payer_name,
        method,
        reference_number,
        {{ normalise_reference('reference_number') }} as reference_key,
        posting_date,
        amount
    from {{ ref('int_pm_payments') }}
    where
        payer_type = 'insurance'
        and amount > 0
),

bank_lines as (
    select
        deposit_id,
        deposit_date,
        stated_trace,
        customer_reference,
        bank_reference,
        joined_text
    from {{ ref('int_bank_lines') }}
),

evidence as (
    select {{ normalise_reference('trace_number') }} as reference_key
    from {{ ref('stg_remittance_payments') }}
    union
    select {{ normalise_reference('stated_trace') }} as reference_key
    from bank_lines
    union
    select {{ normalise_reference('customer_reference') }} as reference_key
    from bank_lines
    union
    select {{ normalise_reference('bank_reference') }} as reference_key
    from bank_lines
    union
    select check_key as reference_key
    from {{ ref('int_lockbox_checks') }}
    union
    select words.reference_key
    from (
        select {{ normalise_reference('word') }} as reference_key
        from (
            select {{ each_word('joined_text') }} as word
            from bank_lines
        ) as spelled
    ) as words
),

beginning as (
    select min(beginnings.first_date) as first_date
    from (
        select min(deposit_date) as first_date
        from bank_lines
        union all
        select min(payment_date) as first_date
        from {{ ref('stg_remittance_payments') }}
    ) as beginnings
),

applied as (
    select
        postings.entity_id,
        postings.payment_number,
        min(charges.claim_number) as claim_number
    from {{ ref('int_pm_line_payments') }} as postings
    inner join {{ ref('int_pm_charges') }} as charges
        on
            postings.practice_id = charges.practice_id
            and postings.charge_number = charges.charge_number
    where postings.payment_number is not null
    group by postings.entity_id, postings.payment_number
),

final as (
    select
        payments.pm_payment_id,
        payments.entity_id,
        applied.claim_number,
        payments.payer_name,
        payments.method,
        payments.reference_number,
        payments.posting_date,
        payments.amount
    from payments
    cross join beginning
    left join applied
        on
            payments.entity_id = applied.entity_id
            and payments.payment_number = applied.payment_number
    where
        payments.reference_key is not null
        and payments.posting_date >= beginning.first_date
        and payments.reference_key not in (
            select evidence.reference_key
            from evidence
            where evidence.reference_key is not null
        )
)

select * from final
