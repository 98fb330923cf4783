-- Cash and checks of the desk batch by batch: what the drawers gave, what the slip says, what the PM system posted and
-- what the bank credited. One row per batch of the drawer log.
with
drawers as (
    select
        entity_id,
        {{ normalise_reference('batch_number') }} as batch_key,
        min(batch_number) as batch_number,
        min(case when place_in_batch = 1 then drawer_day_id end) as drawer_day_id,
        min(business_date) as business_date,
        sum(cash_receipt_amount - cash_refund_amount) as cash_amount,
        sum(check_amount) as check_amount,
        sum(drop_amount + check_amount) as to_bank_amount
    from {{ ref('int_drawer_counts') }}
    where batch_number is not null
    group by entity_id, {{ normalise_reference('batch_number') }}
),

pm_cash as (
    select
        {{ surrogate_key(['practice_id', 'batch_number']) }} as pm_batch_id,
        sum(amount) as cash_amount
    from {{ ref('int_pm_payments') }}
    where method = 'cash'
    group by practice_id, batch_number
),

pm_batches as (
    select
        batches.pm_batch_id,
        batches.entity_id,
        {{ normalise_reference('batches.batch_number') }} as batch_key,
        batches.batch_amount,
        coalesce(pm_cash.cash_amount, 0) as cash_amount
    from {{ ref('int_pm_batches') }} as batches
    left join pm_cash
        on batches.pm_batch_id = pm_cash.pm_batch_id
),

deposits as (
    select
        evidence_id as pm_batch_id,
        min(deposit_id) as deposit_id,
        max(deposit_date) as deposit_date,
        sum(deposit_amount) as banked_amount
    from {{ ref('int_deposit_matches') }}
    where evidence_kind = 'pm_batch'
    group by evidence_id
    union all
    select
        differences.pm_batch_id,
        differences.deposit_id,
        bank_lines.deposit_date,
        bank_lines.amount as banked_amount
    from {{ ref('int_desk_differences') }} as differences
    inner join {{ ref('int_bank_lines') }} as bank_lines
        on differences.deposit_id = bank_lines.deposit_id
    left join {{ ref('int_deposit_matches') }} as matches
        on differences.deposit_id = matches.deposit_id
    where matches.deposit_id is null
),

final as (
    select
        drawers.drawer_day_id,
        drawers.entity_id,
        drawers.batch_number,
        drawers.business_date,
        drawers.cash_amount,
        drawers.check_amount,
        drawers.to_bank_amount,
        slips.slip_amount,
        pm_batches.pm_batch_id,
        pm_batches.batch_amount as pm_amount,
        pm_batches.cash_amount as pm_cash_amount,
        pm_batches.batch_amount - pm_batches.cash_amount as pm_check_amount,
        deposits.deposit_id,
        deposits.deposit_date,
        deposits.banked_amount
    from drawers
    left join {{ ref('int_desk_slips') }} as slips
        on
            drawers.batch_key = slips.batch_key
            and {{ same_entity('drawers.entity_id', 'slips.entity_id') }}
    left join pm_batches
        on
            drawers.batch_key = pm_batches.batch_key
            and {{ same_entity('drawers.entity_id', 'pm_batches.entity_id') }}
    left join deposits
        on pm_batches.pm_batch_id = deposits.pm_batch_id
)

select * from final
