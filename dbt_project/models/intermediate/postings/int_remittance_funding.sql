-- Has the money of each remittance reached the bank, and what is wrong where it has not.
with
remittances as (
    select
        payments.remittance_id,
        payments.payment_amount,
        payments.payment_date,
        -- the money of a part is that of the payment it belongs to
        parts.leading_remittance_id
    from {{ ref('stg_remittance_payments') }} as payments
    inner join {{ ref('int_remittance_groups') }} as parts
        on payments.remittance_id = parts.remittance_id
),

matches as (
    select
        evidence_id,
        case when count(*) = 1 then min(deposit_id) end as deposit_id,
        max(deposit_date) as deposit_date
    from {{ ref('int_deposit_matches') }}
    where evidence_kind = 'remittance'
    group by evidence_id
),

-- a remittance whose key stands on an open bank line is told there, once
conflicts as (
    select
        evidence_id,
        min(deposit_id) as contested_deposit_id
    from {{ ref('int_deposit_conflicts') }}
    where evidence_kind = 'remittance'
    group by evidence_id
),

grace as (
    {{ settings_of('exception_codes', {'grace_business_days': 'ERA-NOEFT'}) }}
),

calendar as (
    select
        calendar_date,
        business_day_number
    from {{ ref('bank_calendar') }}
),

aged as (
    select
        remittances.remittance_id,
        remittances.payment_amount,
        matches.deposit_id,
        matches.deposit_date,
        conflicts.contested_deposit_id,
        today.business_day_number - paid.business_day_number >= grace.grace_business_days as is_late
    from remittances
    cross join grace
    cross join {{ ref('stg_run') }} as run
    left join calendar as today
        on {{ calendar_day('run.as_of') }} = today.calendar_date
    left join calendar as paid
        on {{ calendar_day('remittances.payment_date') }} = paid.calendar_date
    left join matches
        on remittances.leading_remittance_id = matches.evidence_id
    left join conflicts
        on remittances.leading_remittance_id = conflicts.evidence_id
),

final as (
    select
        remittance_id,
        deposit_id,
        deposit_date,
        contested_deposit_id,
        case
            when payment_amount <= 0 then 'none expected'
            when deposit_date is not null then 'funded'
            when is_late then 'missing'
            else 'awaiting'
        end as funding_state
    from aged
)

select * from final
