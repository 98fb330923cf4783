-- PM batches of patients' money that no bank line has brought: neither matched nor contested. One row per batch.
with
patient_batches as (
    select distinct {{ surrogate_key(['practice_id', 'batch_number']) }} as pm_batch_id
    from {{ ref('int_pm_payments') }}
    where
        payer_type <> 'insurance'
        and batch_number is not null
),

explained as (
    select evidence_id as pm_batch_id
    from {{ ref('int_deposit_matches') }}
    union distinct
    select evidence_id as pm_batch_id
    from {{ ref('int_deposit_conflicts') }}
),

grace as (
    {{ settings_of('exception_codes', {'grace_business_days': 'BNK-DITOLD'}) }}
),

final as (
    select
        batches.pm_batch_id,
        batches.entity_id,
        batches.batch_number,
        batches.batch_date,
        batches.batch_amount,
        today.business_day_number - taken.business_day_number >= grace.grace_business_days as is_late
    from {{ ref('int_pm_batches') }} as batches
    cross join {{ ref('stg_run') }} as run
    cross join grace
    left join {{ ref('bank_calendar') }} as today
        on {{ calendar_day('run.as_of') }} = today.calendar_date
    left join {{ ref('bank_calendar') }} as taken
        on {{ calendar_day('batches.batch_date') }} = taken.calendar_date
    inner join patient_batches
        on batches.pm_batch_id = patient_batches.pm_batch_id
    left join explained
        on batches.pm_batch_id = explained.pm_batch_id
    where
        explained.pm_batch_id is null
        and batches.batch_amount > 0
)

select * from final
