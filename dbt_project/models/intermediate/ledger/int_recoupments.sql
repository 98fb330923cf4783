-- The recoupment ledger: every movement with what it does to the debt, what is owed after it, and the earlier movement
-- that explains it. Money taken without one, within 24 months and in that amount, is an orphan. A refund lowers a debt
-- the payer has announced; one that answers a letter only was demanded and paid at once, and leaves nothing to take.
with
movements as (
    select * from {{ ref('int_recoupment_movements') }}
),

announced as (
    select
        *,
        sum(case kind when 'refund' then 0 else -amount end) over (
            partition by entity_id, payer_id, ledger_key
            order by movement_number
        ) as key_amount
    from movements
),

changes as (
    select
        *,
        case kind when 'refund' then -least(amount, greatest(key_amount, 0)) else -amount end as owed_change_amount
    from announced
),

added_up as (
    select
        *,
        sum(owed_change_amount) over (partition by entity_id, payer_id order by movement_number) as owed_amount,
        sum(owed_change_amount) over (
            partition by entity_id, payer_id, ledger_key
            order by movement_number
        ) as key_owed_amount
    from changes
),

causes as (
    select
        taken.movement_id,
        earlier.movement_id as cause_movement_id,
        earlier.trace_number as cause_trace_number
    from added_up as taken
    inner join added_up as earlier
        on
            taken.entity_id = earlier.entity_id
            and taken.payer_id = earlier.payer_id
            and taken.ledger_key = earlier.ledger_key
            and taken.movement_number > earlier.movement_number
            -- 24 months
            and {{ days_between('earlier.movement_date', 'taken.movement_date') }} <= 731
    where
        taken.owed_change_amount < 0
        and earlier.owed_change_amount > 0
    qualify
        row_number() over (
            partition by taken.movement_id
            order by earlier.movement_number desc
        ) = 1
),

refunded as (
    select
        taken.movement_id,
        min(refunds.refund_number) as refund_number
    from movements as taken
    inner join movements as refunds
        on
            taken.entity_id = refunds.entity_id
            and taken.payer_id = refunds.payer_id
            and taken.ledger_key = refunds.ledger_key
            and taken.movement_number > refunds.movement_number
    where
        taken.kind <> 'refund'
        and taken.amount > 0
        and refunds.kind = 'refund'
    group by taken.movement_id
),

final as (
    select
        added_up.movement_id,
        added_up.entity_id,
        added_up.payer_id,
        added_up.payer_name,
        added_up.movement_number,
        added_up.movement_date,
        added_up.kind,
        added_up.remittance_id,
        added_up.trace_number,
        coalesce(added_up.refund_number, refunded.refund_number) as refund_number,
        added_up.reference,
        added_up.amount,
        added_up.owed_change_amount,
        added_up.owed_amount,
        added_up.key_owed_amount,
        causes.cause_movement_id,
        causes.cause_trace_number,
        case
            when added_up.kind = 'refund' then 'refunded'
            when added_up.kind = '72' and added_up.amount < 0 then 'acknowledged'
            when added_up.kind = 'FB' and added_up.amount < 0 then 'carried out'
            when added_up.amount <= 0 then 'announced'
            when causes.cause_movement_id is null or added_up.key_owed_amount < 0 then 'orphan'
            when added_up.kind = 'FB' then 'carried in'
            else 'taken'
        end as state,
        added_up._file_id,
        added_up._line
    from added_up
    left join causes
        on added_up.movement_id = causes.movement_id
    left join refunded
        on added_up.movement_id = refunded.movement_id
)

select * from final
