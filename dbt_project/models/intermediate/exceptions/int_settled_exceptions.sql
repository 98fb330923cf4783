-- Exceptions that were open until their evidence came: by the days of the facts themselves, so that the same files tell
-- the same past whenever they are read. What came within its days of grace never was one.
with
settled as (
    select * from {{ ref('int_exceptions_settled_by_remittances') }}
    union all
    select * from {{ ref('int_exceptions_settled_by_deposits') }}
    union all
    select * from {{ ref('int_exceptions_settled_by_postings') }}
    union all
    select * from {{ ref('int_exceptions_settled_by_corrections') }}
),

codes as (
    select
        code,
        grace_business_days
    from {{ ref('exception_codes') }}
),

calendar as (
    select
        calendar_date,
        business_day_number
    from {{ ref('bank_calendar') }}
),

final as (
    select
        {{ exception_key('settled.code', 'settled.subject_kind', 'settled.subject_id') }} as exception_id,
        settled.code,
        settled.entity_id,
        settled.subject_kind,
        settled.subject_id,
        settled.related_id,
        settled.reference,
        settled.channel,
        settled.payer_name,
        settled.amount,
        settled.subject_date,
        settled.settled_date,
        settled.evidence_kind,
        settled.evidence_id,
        settled.evidence_file_id,
        settled.evidence_line,
        settled._file_id,
        settled._line
    from settled
    inner join codes
        on settled.code = codes.code
    inner join calendar as begun
        on {{ calendar_day('settled.subject_date') }} = begun.calendar_date
    inner join calendar as ended
        on {{ calendar_day('settled.settled_date') }} = ended.calendar_date
    where ended.business_day_number - begun.business_day_number > codes.grace_business_days
)

select * from final
