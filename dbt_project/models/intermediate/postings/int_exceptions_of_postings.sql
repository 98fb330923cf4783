-- Remittances that the PM system has not posted, not fully, more than once, too early or too late, as exceptions.
with
remittances as (
    select
        remittances.remittance_id,
        remittances.entity_id,
        remittances.trace_number,
        case remittances.payment_method when 'CHK' then 'check' else 'eft' end as channel,
        payers.payer_name,
        remittances._file_id,
        remittances._line
    from {{ ref('stg_remittance_payments') }} as remittances
    inner join {{ ref('int_remittance_payers') }} as payers
        on remittances.remittance_id = payers.remittance_id
),

calendar as (
    select
        calendar_date,
        business_day_number
    from {{ ref('bank_calendar') }}
),

final as (
    select
        coded.code,
        remittances.entity_id,
        'posting' as subject_kind,
        remittances.remittance_id as subject_id,
        coded.deposit_id as related_id,
        remittances.trace_number as reference,
        remittances.channel,
        remittances.payer_name,
        coded.amount,
        coded.difference_amount,
        coded.subject_date,
        remittances._file_id,
        remittances._line
    from {{ ref('int_remittance_posting_codes') }} as coded
    inner join remittances
        on coded.remittance_id = remittances.remittance_id
    inner join {{ ref('exception_codes') }} as codes
        on coded.code = codes.code
    cross join {{ ref('stg_run') }} as run
    inner join calendar as today
        on {{ calendar_day('run.as_of') }} = today.calendar_date
    inner join calendar as since
        on {{ calendar_day('coded.subject_date') }} = since.calendar_date
    where today.business_day_number - since.business_day_number >= codes.grace_business_days
)

select * from final
