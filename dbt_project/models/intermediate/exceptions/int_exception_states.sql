-- Where an exception stands after its moves: who has it, on whom it waits, what resolved it, who verified it.
with
moves as (
    select * from {{ ref('int_exception_verdicts') }}
),

standing as (
    select
        exception_id,
        state
    from moves
    qualify row_number() over (partition by exception_id order by move_number desc) = 1
),

latest as (
    select
        exception_id,
        kind,
        moved_at,
        actor,
        evidence_kind,
        evidence_id,
        assignee,
        waiting_on,
        waiting_until
    from moves
    where
        refusal is null
        and kind in ('assign', 'wait', 'resolve', 'verify', 'close')
        -- evidence that arrives for what a person has resolved already adds nothing to its state
        or (
            kind = 'evidence'
            and state = 'resolved'
        )
    qualify
        row_number() over (
            partition by exception_id, case kind when 'evidence' then 'resolve' else kind end
            order by move_number desc
        ) = 1
),

notes as (
    select
        exception_id,
        note
    from moves
    where note is not null
    qualify row_number() over (partition by exception_id order by move_number desc) = 1
),

settled as (
    select
        exception_id,
        state in ('resolved', 'verified', 'closed') as is_settled,
        state in ('verified', 'closed') as is_verified
    from standing
),

final as (
    select
        standing.exception_id,
        standing.state as status,
        case when standing.state <> 'open' then assigned.assignee end as assignee,
        case when standing.state = 'waiting' then waits.waiting_on end as waiting_on,
        case when standing.state = 'waiting' then waits.waiting_until end as waiting_until,
        case when settled.is_settled then cast(substr(resolved.moved_at, 1, 10) as date) end as resolved_date,
        case when settled.is_settled then resolved.actor end as resolved_by,
        case when settled.is_settled then resolved.evidence_kind end as evidence_kind,
        case when settled.is_settled then resolved.evidence_id end as evidence_id,
        case when settled.is_verified then verified.actor end as verified_by,
        case when standing.state = 'closed' then cast(substr(closed.moved_at, 1, 10) as date) end as closed_date,
        notes.note
    from standing
    inner join settled
        on standing.exception_id = settled.exception_id
    left join latest as assigned
        on
            standing.exception_id = assigned.exception_id
            and assigned.kind = 'assign'
    left join latest as waits
        on
            standing.exception_id = waits.exception_id
            and waits.kind = 'wait'
    left join latest as resolved
        on
            standing.exception_id = resolved.exception_id
            and resolved.kind in ('resolve', 'evidence')
    left join latest as verified
        on
            standing.exception_id = verified.exception_id
            and verified.kind = 'verify'
    left join latest as closed
        on
            standing.exception_id = closed.exception_id
            and closed.kind = 'close'
    left join notes
        on standing.exception_id = notes.exception_id
)

select * from final
