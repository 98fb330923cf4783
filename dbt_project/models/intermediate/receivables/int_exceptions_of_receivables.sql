-- Receivables that are not as they were reported, as exceptions. A visit that is gone is told once, with the balance it
-- had; a write-off or application goes with the payment or charge it belongs to.
with
refunded as (
    select
        practice_id,
        payment_number,
        max(refunded_amount) as refunded_amount
    from {{ ref('stg_pm_payments') }}
    group by practice_id, payment_number
),

-- a PM system may take a payment off its charges when it is given back: the refund says why the application is gone
changes as (
    select
        changes.*,
        changes.change_kind = 'deleted'
        and changes.record = 'application'
        and coalesce(refunded.refunded_amount, 0) >= sum(changes.before_amount) over (
            partition by changes.practice_id, changes.payment_number, changes.change_kind, changes.record
        ) as is_refunded
    from {{ ref('ar_changes') }} as changes
    left join refunded
        on
            changes.practice_id = refunded.practice_id
            and changes.payment_number = refunded.payment_number
),

gone as (
    select
        'AR-ROLL' as code,
        entity_id,
        coalesce(claim_number, reference) as reference,
        max(later_date) as subject_date,
        max(payer_name) as payer_name,
        -sum(case when record = 'payment' then -before_amount else balance_change_amount end) as amount,
        min(_file_id) as _file_id,
        min(_line) as _line
    from changes
    where
        (change_kind = 'deleted' and not is_refunded)
        or (change_kind = 'changed' and is_in_closed_period)
    group by entity_id, coalesce(claim_number, reference)
),

told_before as (
    select distinct
        practice_id,
        payment_number
    from changes
    where change_kind = 'back-dated' and record = 'payment' and is_in_closed_period
),

backdated as (
    select
        'CTL-BACKDATE' as code,
        changes.entity_id,
        changes.reference,
        max(coalesce(changes.entered_date, changes.later_date)) as subject_date,
        max(changes.payer_name) as payer_name,
        max(changes.after_amount) as amount,
        min(changes._file_id) as _file_id,
        min(changes._line) as _line
    from changes
    left join told_before
        on
            changes.practice_id = told_before.practice_id
            and changes.payment_number = told_before.payment_number
            and changes.record <> 'payment'
    where
        changes.change_kind = 'back-dated'
        and changes.is_in_closed_period
        and told_before.payment_number is null
    group by changes.entity_id, changes.reference
),

troubles as (
    select * from gone
    where amount <> 0
    union all
    select * from backdated
),

final as (
    select
        code,
        entity_id,
        'posting' as subject_kind,
        {{ surrogate_key(['entity_id', 'reference']) }} as subject_id,
        cast(null as {{ type_text() }}) as related_id,
        reference,
        'other' as channel,
        payer_name,
        cast(amount as decimal(18, 2)) as amount,
        cast(null as decimal(18, 2)) as difference_amount,
        subject_date,
        _file_id,
        _line
    from troubles
)

select * from final
