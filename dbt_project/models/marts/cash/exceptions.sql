-- Everything that does not tie out, with its owner, next step and clock.
with
troubles as (
    select * from {{ ref('int_exceptions_of_bank_lines') }}
    union all
    select * from {{ ref('int_exceptions_of_matched_deposits') }}
    union all
    select * from {{ ref('int_exceptions_of_bank_days') }}
    union all
    select * from {{ ref('int_exceptions_of_currencies') }}
    union all
    select * from {{ ref('int_exceptions_of_remittances') }}
    union all
    select * from {{ ref('int_exceptions_of_remittance_contents') }}
    union all
    select * from {{ ref('int_exceptions_of_payouts') }}
    union all
    select * from {{ ref('int_exceptions_of_cards') }}
    union all
    select * from {{ ref('int_exceptions_of_drawers') }}
    union all
    select * from {{ ref('int_exceptions_of_postings') }}
    union all
    select * from {{ ref('int_exceptions_of_claim_postings') }}
    union all
    select * from {{ ref('int_exceptions_of_pm_payments') }}
    union all
    select * from {{ ref('int_exceptions_of_adjudications') }}
    union all
    select * from {{ ref('int_exceptions_of_decisions') }}
    union all
    select * from {{ ref('int_exceptions_of_files') }}
),

codes as (
    select
        code,
        title,
        cause,
        owner,
        next_action,
        grace_business_days,
        sla_business_days
    from {{ ref('exception_codes') }}
),

calendar as (
    select
        calendar_date,
        is_business_day,
        business_day_number
    from {{ ref('bank_calendar') }}
),

decisions as (
    select
        exception_id,
        status,
        assignee,
        note
    from {{ ref('int_exception_decisions') }}
),

keyed as (
    select
        {{ exception_key('troubles.code', 'troubles.subject_kind', 'troubles.subject_id') }} as exception_id,
        troubles.code,
        codes.title,
        troubles.entity_id,
        troubles.subject_kind,
        troubles.subject_id,
        troubles.related_id,
        troubles.reference,
        troubles.channel,
        troubles.payer_name,
        troubles.amount,
        troubles.difference_amount,
        -- the clock starts when it became an exception, not when the money moved; what bears no date is open from today
        coalesce(opened.calendar_date, troubles.subject_date, run.as_of) as opened_date,
        greatest(
            today.business_day_number - subject_day.business_day_number - codes.grace_business_days, 0
        ) as age_business_days,
        codes.sla_business_days,
        codes.cause,
        codes.owner,
        codes.next_action,
        troubles._file_id,
        troubles._line
    from troubles
    inner join codes
        on troubles.code = codes.code
    cross join {{ ref('stg_run') }} as run
    left join calendar as today
        on {{ calendar_day('run.as_of') }} = today.calendar_date
    left join calendar as subject_day
        on {{ calendar_day('troubles.subject_date') }} = subject_day.calendar_date
    left join calendar as opened
        on
            subject_day.business_day_number + codes.grace_business_days = opened.business_day_number
            and opened.is_business_day
),

final as (
    select
        keyed.exception_id,
        keyed.code,
        keyed.title,
        keyed.entity_id,
        keyed.subject_kind,
        keyed.subject_id,
        keyed.related_id,
        keyed.reference,
        keyed.channel,
        keyed.payer_name,
        cast(keyed.amount as decimal(18, 2)) as amount,
        cast(keyed.difference_amount as decimal(18, 2)) as difference_amount,
        keyed.opened_date,
        cast(keyed.age_business_days as integer) as age_business_days,
        keyed.sla_business_days,
        keyed.age_business_days > keyed.sla_business_days as is_overdue,
        keyed.cause,
        keyed.owner,
        keyed.next_action,
        coalesce(decisions.status, 'open') as status,
        decisions.assignee,
        decisions.note,
        keyed._file_id,
        keyed._line
    from keyed
    left join decisions
        on keyed.exception_id = decisions.exception_id
)

select * from final
