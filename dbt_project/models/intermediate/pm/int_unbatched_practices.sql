-- Practices whose PM keeps no batches of patients' cash and checks: too few of those that stand name one. A number
-- keyed once by mistake is no custom. What was taken on a day is one batch there; the few payments that do name a
-- batch stay in it, so that a deposit slip with its number finds them.
with
taken as (
    select
        practice_id,
        batch_number
    from {{ ref('stg_pm_payments') }}
    where
        payer_type <> 'insurance'
        and method in ('cash', 'check')
        and not {{ is_void() }}
    union all
    select
        practice_id,
        batch_number
    from {{ ref('int_pm_live_transactions') }}
    where
        kind = 'payment'
        and payer_sequence in ('patient', 'other')
        and method in ('cash', 'check')
        and payment_number is null
),

limits as (
    {{ settings_of('tolerances', {'least_share': 'batches_named'}) }}
),

final as (
    select taken.practice_id
    from taken
    cross join limits
    group by taken.practice_id
    having count(taken.batch_number) < count(*) * min(limits.least_share)
)

select * from final
