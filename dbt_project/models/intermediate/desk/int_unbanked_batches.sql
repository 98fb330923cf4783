-- PM batches of patients' money that no bank line has brought: neither matched nor contested. One row per batch. The
-- takings of a day are such a batch only where the practice has shown that it banks day by day; where it takes several
-- days to the bank together, no single day can be missed there.
with
patient_batches as (
    select distinct
        practice_id,
        {{ surrogate_key(['practice_id', 'batch_number']) }} as pm_batch_id
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

limits as (
    {{ settings_of('tolerances', {'least_share': 'banked_day_by_day'}) }}
),

waiting as (
    select
        batches.pm_batch_id,
        patient_batches.practice_id,
        batches.entity_id,
        batches.batch_number,
        batches.batch_date,
        batches.batch_amount,
        {{ is_batch_of_day('batches.batch_number') }} as is_of_day,
        explained.pm_batch_id is null as is_open,
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
    where batches.batch_amount > 0
),

-- a day that is neither banked nor late shows nothing yet
day_by_day as (
    select waiting.practice_id
    from waiting
    cross join limits
    where
        waiting.is_of_day
        and (waiting.is_late or not waiting.is_open)
    group by waiting.practice_id
    having avg(case when waiting.is_open then 0 else 1 end) >= min(limits.least_share)
),

final as (
    select
        pm_batch_id,
        entity_id,
        batch_number,
        batch_date,
        batch_amount,
        is_late
    from waiting
    where
        is_open
        and (not is_of_day or practice_id in (select day_by_day.practice_id from day_by_day))
)

select * from final
