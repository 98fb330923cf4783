-- Has the money of each card payout reached the bank.
with
payouts as (
    select
        card_payout_id,
        payout_date,
        amount
    from {{ ref('stg_card_payouts') }}
),

matches as (
    select
        evidence_id,
        case when count(*) = 1 then min(deposit_id) end as deposit_id,
        max(deposit_date) as deposit_date
    from {{ ref('int_deposit_matches') }}
    where evidence_kind = 'card_payout'
    group by evidence_id
),

conflicts as (
    select
        evidence_id,
        min(deposit_id) as contested_deposit_id
    from {{ ref('int_deposit_conflicts') }}
    where evidence_kind = 'card_payout'
    group by evidence_id
),

grace as (
    {{ settings_of('exception_codes', {'grace_business_days': 'CRD-FUND'}) }}
),

calendar as (
    select
        calendar_date,
        business_day_number
    from {{ ref('bank_calendar') }}
),

final as (
    select
        payouts.card_payout_id,
        matches.deposit_id,
        matches.deposit_date,
        conflicts.contested_deposit_id,
        case
            when matches.deposit_date is not null or payouts.amount = 0 then 'funded'
            when today.business_day_number - due.business_day_number >= grace.grace_business_days then 'missing'
            else 'awaiting'
        end as funding_state
    from payouts
    cross join grace
    cross join {{ ref('stg_run') }} as run
    left join calendar as today
        on {{ calendar_day('run.as_of') }} = today.calendar_date
    left join calendar as due
        on {{ calendar_day('payouts.payout_date') }} = due.calendar_date
    left join matches
        on payouts.card_payout_id = matches.evidence_id
    left join conflicts
        on payouts.card_payout_id = conflicts.evidence_id
)

select * from final
