-- Refund control: what was given back, whether the bank paid it, whether the PM system knows, and whether the payer
-- took the same money back as well.
with
refunds as (
    select * from {{ ref('stg_refunds') }}
),

clearings as (
    select * from {{ ref('int_refund_clearings') }}
),

payments as (
    select
        practice_id,
        payment_number,
        max(refunded_amount) as refunded_amount
    from {{ ref('stg_pm_payments') }}
    group by practice_id, payment_number
),

known_payments as (
    select
        payment_number,
        max(refunded_amount) as refunded_amount
    from payments
    group by payment_number
    having count(*) = 1
),

recouped as (
    select * from {{ ref('int_refunds_taken_again') }}
),

stale as (
    {{ settings_of('tolerances', {'stale_days': 'refund_stale'}, type='integer') }}
),

joined as (
    select
        refunds.*,
        clearings.bank_transaction_id,
        coalesce(clearings.bank_date, refunds.cleared_date) as known_cleared_date,
        clearings.bank_amount,
        known_payments.refunded_amount as pm_refunded_amount,
        recouped.recoupment_id,
        recouped.trace_number,
        run.as_of,
        stale.stale_days,
        count(*) over (
            partition by refunds.entity_id, refunds.payee_type, refunds.claim_number, refunds.amount
        ) as same_refund_count,
        {{ days_between('refunds.issued_date', 'run.as_of') }} as days_since_issue
    from refunds
    cross join {{ ref('stg_run') }} as run
    cross join stale
    left join clearings on refunds.refund_id = clearings.refund_id
    left join known_payments on refunds.payment_number = known_payments.payment_number
    left join recouped
        on
            refunds.entity_id = recouped.entity_id
            and refunds.refund_number = recouped.refund_number
),

final as (
    select
        refund_id,
        entity_id,
        refund_number,
        payee_type,
        claim_number,
        payment_number,
        method,
        reference_number,
        amount,
        requested_by,
        approved_by,
        approved_date,
        issued_date,
        known_cleared_date as cleared_date,
        bank_transaction_id,
        bank_amount,
        pm_refunded_amount,
        case
            when voided_date <= as_of then 'voided'
            when known_cleared_date <= as_of then 'cleared'
            when issued_date is null or issued_date > as_of then 'approved'
            when days_since_issue > stale_days then 'stale'
            else 'outstanding'
        end as state,
        case when issued_date <= as_of then cast(days_since_issue as integer) end as age_days,
        recoupment_id is not null as is_taken_back_as_well,
        recoupment_id,
        trace_number as recoupment_trace_number,
        claim_number is not null and same_refund_count > 1 as is_possible_duplicate,
        approved_by is not null and approved_by = requested_by as is_self_approved,
        _file_id,
        _line
    from joined
)

select * from final
