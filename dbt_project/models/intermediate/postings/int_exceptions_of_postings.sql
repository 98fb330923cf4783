-- Remittances whose money is banked but that the PM system has not posted, not fully, or more than once, as exceptions.
with
due as (
    select
        remittance_id,
        posting_state
    from {{ ref('int_remittances_due') }}
    where posting_state in ('unposted', 'partly posted', 'over-posted')
),

funding as (
    select
        remittance_id,
        deposit_id,
        deposit_date
    from {{ ref('int_remittance_funding') }}
    where funding_state = 'funded'
),

postings as (
    select
        remittance_id,
        unposted_amount
    from {{ ref('int_remittance_postings') }}
),

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

coded as (
    select
        case due.posting_state
            when 'unposted' then 'PST-NONE'
            when 'partly posted' then 'PST-PART'
            else 'PST-OVER'
        end as code,
        due.remittance_id,
        funding.deposit_id,
        funding.deposit_date,
        postings.unposted_amount
    from due
    inner join funding
        on due.remittance_id = funding.remittance_id
    inner join postings
        on due.remittance_id = postings.remittance_id
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
        abs(coded.unposted_amount) as amount,
        coded.unposted_amount as difference_amount,
        coded.deposit_date as subject_date,
        remittances._file_id,
        remittances._line
    from coded
    inner join remittances
        on coded.remittance_id = remittances.remittance_id
    inner join {{ ref('exception_codes') }} as codes
        on coded.code = codes.code
    cross join {{ ref('stg_run') }} as run
    inner join calendar as today
        on {{ calendar_day('run.as_of') }} = today.calendar_date
    inner join calendar as banked
        on {{ calendar_day('coded.deposit_date') }} = banked.calendar_date
    where today.business_day_number - banked.business_day_number >= codes.grace_business_days
)

select * from final
