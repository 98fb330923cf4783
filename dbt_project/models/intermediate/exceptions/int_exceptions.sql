-- Every exception that stands or stood, with its code's words and the day it was opened. The clock starts when it
-- became an exception, not when the money moved; what bears no date is open from today.
with
told as (
    select
        exception_id,
        code,
        entity_id,
        subject_kind,
        subject_id,
        related_id,
        reference,
        channel,
        payer_name,
        amount,
        difference_amount,
        subject_date,
        true as is_standing,
        _file_id,
        _line
    from {{ ref('int_standing_exceptions') }}
    union all
    select
        exception_id,
        code,
        entity_id,
        subject_kind,
        subject_id,
        related_id,
        reference,
        channel,
        payer_name,
        amount,
        cast(null as decimal(18, 2)) as difference_amount,
        subject_date,
        false as is_standing,
        _file_id,
        _line
    from {{ ref('int_settled_exceptions') }}
),

codes as (
    select * from {{ ref('exception_codes') }}
),

calendar as (
    select
        calendar_date,
        is_business_day,
        business_day_number
    from {{ ref('bank_calendar') }}
),

final as (
    select
        told.exception_id,
        told.code,
        codes.title,
        told.entity_id,
        told.subject_kind,
        told.subject_id,
        told.related_id,
        told.reference,
        told.channel,
        told.payer_name,
        cast(told.amount as decimal(18, 2)) as amount,
        cast(told.difference_amount as decimal(18, 2)) as difference_amount,
        told.subject_date,
        coalesce(opened.calendar_date, told.subject_date, run.as_of) as opened_date,
        subject_day.business_day_number + codes.grace_business_days as opened_day_number,
        codes.sla_business_days,
        codes.cause,
        codes.owner,
        codes.next_action,
        told.is_standing,
        told._file_id,
        told._line
    from told
    inner join codes
        on told.code = codes.code
    cross join {{ ref('stg_run') }} as run
    left join calendar as subject_day
        on {{ calendar_day('told.subject_date') }} = subject_day.calendar_date
    left join calendar as opened
        on
            subject_day.business_day_number + codes.grace_business_days = opened.business_day_number
            and opened.is_business_day
)

select * from final
