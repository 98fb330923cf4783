-- Everything that can explain a bank line: remittances with money, card payouts, cash and checks of the desk,
-- statements of collection agencies, batches of the payment portal, checks of the lockbox nobody sent a remittance for.
with
remittances as (
    select
        'remittance' as evidence_kind,
        payments.remittance_id as evidence_id,
        payments.entity_id,
        payments.payment_amount as evidence_amount,
        payments.payment_date as evidence_date,
        case when payments.payment_method = 'CHK' then 'check_number' else 'trace_number' end as key_name,
        payments.trace_number as key_text
    from {{ ref('stg_remittance_payments') }} as payments
    inner join {{ ref('int_remittance_groups') }} as parts
        on payments.remittance_id = parts.remittance_id
    where
        payments.payment_amount > 0
        -- the parts of one payment state its amount each, and an advice sent again brings no other money
        and parts.is_leading
),

payouts as (
    select
        'card_payout' as evidence_kind,
        card_payout_id as evidence_id,
        entity_id,
        amount as evidence_amount,
        payout_date as evidence_date,
        'payout_number' as key_name,
        payout_number as key_text
    from {{ ref('stg_card_payouts') }}
    where amount <> 0
),

batches as (
    select
        'pm_batch' as evidence_kind,
        pm_batch_id as evidence_id,
        entity_id,
        batch_amount as evidence_amount,
        batch_date as evidence_date,
        'batch_number' as key_name,
        batch_number as key_text
    from {{ ref('int_pm_batches') }}
    where batch_amount > 0
),

checks as (
    select
        'lockbox_item' as evidence_kind,
        lockbox_item_id as evidence_id,
        entity_id,
        amount as evidence_amount,
        deposit_date as evidence_date,
        'check_number' as key_name,
        check_key as key_text
    from {{ ref('int_lockbox_checks') }}
    where remittance_id is null
),

evidence as (
    select * from remittances
    union all
    select * from payouts
    union all
    select * from batches
    union all
    select * from checks
    union all
    select * from {{ ref('int_agents_batches') }}
),

calendar as (
    select
        calendar_date,
        business_day_number
    from {{ ref('bank_calendar') }}
),

final as (
    select
        evidence.evidence_kind,
        evidence.evidence_id,
        evidence.entity_id,
        evidence.evidence_amount,
        evidence.evidence_date,
        evidence.key_name,
        evidence.key_text,
        {{ normalise_reference('evidence.key_text') }} as key_value,
        calendar.business_day_number
    from evidence
    left join calendar
        on {{ calendar_day('evidence.evidence_date') }} = calendar.calendar_date
)

select * from final
