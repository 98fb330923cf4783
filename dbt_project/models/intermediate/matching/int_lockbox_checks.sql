-- The checks of every lockbox deposit, each with the evidence it is: the remittance of the same check number and amount
-- where there is exactly one, else the item itself.
with
items as (
    select
        lockbox_item_id,
        entity_id,
        lockbox_number,
        deposit_date,
        amount,
        {{ normalise_reference('check_number') }} as check_key
    from {{ ref('stg_lockbox_items') }}
),

remittances as (
    select
        payments.remittance_id,
        payments.entity_id,
        payments.payment_amount,
        {{ normalise_reference('payments.trace_number') }} as check_key
    from {{ ref('stg_remittance_payments') }} as payments
    inner join {{ ref('int_remittance_groups') }} as parts
        on payments.remittance_id = parts.remittance_id
    where
        payments.payment_amount > 0
        and parts.is_leading
),

calendar as (
    select
        calendar_date,
        business_day_number
    from {{ ref('bank_calendar') }}
),

advised as (
    select
        items.lockbox_item_id,
        remittances.remittance_id
    from items
    inner join remittances
        on
            items.check_key = remittances.check_key
            and items.amount = remittances.payment_amount
            and {{ same_entity('items.entity_id', 'remittances.entity_id') }}
    qualify
        count(*) over (partition by items.lockbox_item_id) = 1
        and count(*) over (partition by remittances.remittance_id) = 1
),

final as (
    select
        items.lockbox_item_id,
        {{ surrogate_key(['items.lockbox_number', 'items.deposit_date']) }} as lockbox_deposit_id,
        items.entity_id,
        items.deposit_date,
        {{ normalise_reference('items.lockbox_number') }} as lockbox_key,
        items.check_key,
        items.amount,
        advised.remittance_id,
        coalesce(advised.remittance_id, items.lockbox_item_id) as evidence_id,
        calendar.business_day_number
    from items
    left join advised
        on items.lockbox_item_id = advised.lockbox_item_id
    left join calendar
        on {{ calendar_day('items.deposit_date') }} = calendar.calendar_date
)

select * from final
