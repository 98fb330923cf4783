-- Remittances whose lines should stand in the PM system: some of it is posted, or the time to post it is over. One that
-- does not add up, lacks a part or is sent again is no truth to post by; where only single claims do not add up and it
-- was posted, its other claims are compared.
with
postings as (
    select
        remittance_id,
        posting_state,
        payment_count
    from {{ ref('int_remittance_postings') }}
),

remittances as (
    select
        remittance_id,
        payment_date
    from {{ ref('stg_remittance_payments') }}
),

funding as (
    select
        remittance_id,
        funding_state,
        deposit_date
    from {{ ref('int_remittance_funding') }}
),

grace as (
    {{ settings_of('exception_codes', {'grace_business_days': 'PST-NONE'}) }}
),

calendar as (
    select
        calendar_date,
        business_day_number
    from {{ ref('bank_calendar') }}
),

final as (
    select
        postings.remittance_id,
        postings.posting_state,
        today.business_day_number - since.business_day_number as waiting_days,
        since.calendar_date as waiting_since
    from postings
    inner join remittances
        on postings.remittance_id = remittances.remittance_id
    inner join funding
        on postings.remittance_id = funding.remittance_id
    inner join {{ ref('int_remittance_verdicts') }} as verdicts
        on
            postings.remittance_id = verdicts.remittance_id
            and verdicts.is_sound
    cross join grace
    cross join {{ ref('stg_run') }} as run
    left join calendar as today
        on {{ calendar_day('run.as_of') }} = today.calendar_date
    left join calendar as since
        on {{ calendar_day('coalesce(funding.deposit_date, remittances.payment_date)') }} = since.calendar_date
    where
        -- one with a wrong claim in it is no truth to post by, but is compared where somebody posted it all the same
        (verdicts.is_trusted or postings.payment_count > 0)
        and (
            postings.payment_count > 0
            -- money that never came must not be posted; a notice without money must
            or (
                funding.funding_state in ('funded', 'none expected')
                and today.business_day_number - since.business_day_number >= grace.grace_business_days
            )
        )
)

select * from final
