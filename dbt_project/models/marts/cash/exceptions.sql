-- Everything that does not tie out, and what did not until its evidence came, with its owner, next step and clock.
with
exceptions as (
    select * from {{ ref('int_exceptions') }}
),

states as (
    select * from {{ ref('int_exception_states') }}
),

messages as (
    select * from {{ ref('int_exception_messages') }}
),

-- a decision that could not be followed says why
refusals as (
    select
        decision_number,
        refusal
    from {{ ref('int_exception_verdicts') }}
    where refusal is not null
),

calendar as (
    select
        calendar_date,
        business_day_number
    from {{ ref('bank_calendar') }}
),

-- the clock never starts anew: it runs from the first day, to today or to the day it was resolved
aged as (
    select
        exceptions.exception_id,
        coalesce(states.status, 'open') as status,
        coalesce(states.status, 'open') in ('open', 'assigned', 'waiting') as is_open,
        run.as_of,
        cast(
            greatest(coalesce(ended.business_day_number - exceptions.opened_day_number, 0), 0) as integer
        ) as age_business_days
    from exceptions
    cross join {{ ref('stg_run') }} as run
    left join states
        on exceptions.exception_id = states.exception_id
    left join calendar as ended
        on {{ calendar_day('least(coalesce(states.resolved_date, run.as_of), run.as_of)') }} = ended.calendar_date
),

final as (
    select
        exceptions.exception_id,
        exceptions.code,
        exceptions.title,
        exceptions.entity_id,
        exceptions.subject_kind,
        exceptions.subject_id,
        exceptions.related_id,
        exceptions.reference,
        exceptions.channel,
        exceptions.payer_name,
        exceptions.amount,
        exceptions.difference_amount,
        exceptions.opened_date,
        aged.age_business_days,
        exceptions.sla_business_days,
        aged.is_open
        and case
            when aged.status = 'waiting' then states.waiting_until < aged.as_of
            else aged.age_business_days > exceptions.sla_business_days
        end as is_overdue,
        exceptions.cause,
        exceptions.owner,
        exceptions.next_action,
        aged.status,
        aged.is_open,
        exceptions.is_standing,
        states.assignee,
        states.waiting_on,
        states.waiting_until,
        states.resolved_date,
        states.resolved_by,
        states.evidence_kind,
        states.evidence_id,
        states.verified_by,
        states.closed_date,
        coalesce(states.note, refusals.refusal) as note,
        messages.message_recipient,
        messages.message_subject,
        messages.message_body,
        exceptions._file_id,
        exceptions._line
    from exceptions
    inner join aged
        on exceptions.exception_id = aged.exception_id
    left join states
        on exceptions.exception_id = states.exception_id
    left join messages
        on exceptions.exception_id = messages.exception_id
    left join refusals
        on
            exceptions.code = 'DQ-DECISION'
            and exceptions.subject_id = refusals.decision_number
)

select * from final
