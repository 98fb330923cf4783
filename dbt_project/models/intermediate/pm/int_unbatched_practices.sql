-- Practices whose PM export names no batch of any patient's cash or check: what was taken on a day is one batch there.
with
taken as (
    select
        practice_id,
        batch_number
    from {{ ref('stg_pm_payments') }}
    where
        payer_type <> 'insurance'
        and method in ('cash', 'check')
    union all
    select
        practice_id,
        batch_number
    from {{ ref('int_pm_live_transactions') }}
    where
        kind = 'payment'
        and payer_sequence in ('patient', 'other')
        and method in ('cash', 'check')
),

final as (
    select practice_id
    from taken
    group by practice_id
    having max(batch_number) is null
)

select * from final
