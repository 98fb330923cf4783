-- What evidence takes of bank lines that are no match: a slip or a payment with the line's number all of it whatever
-- its own amount, a payment keyed into another batch its part, a lockbox file what each of its checks is worth.
with
bank_lines as (
    select
        bank_lines.deposit_id,
        bank_lines.amount
    from {{ ref('int_bank_lines') }} as bank_lines
    inner join {{ ref('int_bank_line_states') }} as states
        on
            bank_lines.deposit_id = states.deposit_id
            and states.state = 'exception'
),

desk_differences as (
    select
        differences.deposit_id,
        differences.pm_batch_id,
        differences.neighbour_batch_id,
        bank_lines.amount,
        coalesce(neighbours.batch_amount, 0) as neighbour_amount
    from {{ ref('int_desk_differences') }} as differences
    inner join bank_lines
        on differences.deposit_id = bank_lines.deposit_id
    left join {{ ref('int_pm_batches') }} as neighbours
        on differences.neighbour_batch_id = neighbours.pm_batch_id
),

lockbox_differences as (
    select
        differences.deposit_id,
        case when checks.remittance_id is null then 'lockbox_item' else 'remittance' end as evidence_kind,
        checks.evidence_id,
        checks.amount
    from {{ ref('int_lockbox_differences') }} as differences
    inner join {{ ref('int_lockbox_checks') }} as checks
        on differences.lockbox_deposit_id = checks.lockbox_deposit_id
    inner join bank_lines
        on differences.deposit_id = bank_lines.deposit_id
),

numbered as (
    select
        conflicts.deposit_id,
        conflicts.evidence_kind,
        conflicts.evidence_id,
        bank_lines.amount
    from {{ ref('int_deposit_conflicts') }} as conflicts
    inner join bank_lines
        on conflicts.deposit_id = bank_lines.deposit_id
    left join {{ ref('int_desk_differences') }} as desk
        on conflicts.deposit_id = desk.deposit_id
    where
        conflicts.conflict_rank = 1
        and conflicts.code in ('BNK-AMT', 'PST-BATCH')
        and desk.deposit_id is null
),

final as (
    select
        deposit_id,
        'pm_batch' as evidence_kind,
        pm_batch_id as evidence_id,
        amount - neighbour_amount as amount
    from desk_differences
    union all
    select
        deposit_id,
        'pm_batch' as evidence_kind,
        neighbour_batch_id as evidence_id,
        neighbour_amount as amount
    from desk_differences
    where neighbour_batch_id is not null
    union all
    select * from lockbox_differences
    union all
    select * from numbered
)

select * from final
