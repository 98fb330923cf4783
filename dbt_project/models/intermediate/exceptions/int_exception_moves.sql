-- What was tried with each exception, in order: what people decided, one file each, and the arrival of its evidence at
-- the end of its day. Says what a decision lacks to be one; whether its exception allowed it is judged later.
with
decisions as (
    select
        subject_id as exception_id,
        kind,
        decided_at as moved_at,
        decided_by as actor,
        decision_number,
        object_id,
        assignee,
        waiting_on,
        waiting_until,
        nullif(trim(note), '') as note,
        case
            when kind = 'assign' and coalesce(trim(assignee), '') = ''
                then 'Nobody is named: say to whom it is assigned.'
            when kind = 'wait' and (coalesce(trim(waiting_on), '') = '' or waiting_until is null)
                then 'Say on whom it waits and until which day.'
            when kind = 'wait' and waiting_until < cast(substr(decided_at, 1, 10) as date)
                then 'The day it would wait until is past: name a later one.'
            when kind = 'resolve' and coalesce(trim(note), trim(object_id), '') = ''
                then 'Say what settled it: a number of the evidence or the reason in words.'
        end as lack,
        _file_id,
        _line
    from {{ ref('stg_desk_decisions') }}
    where kind not in ('match', 'unmatch', 'classify', 'approve')
),

arrivals as (
    select
        exception_id,
        'evidence' as kind,
        concat(cast(settled_date as {{ type_text() }}), 'T23:59:59Z') as moved_at,
        'rule' as actor,
        cast(null as {{ type_text() }}) as decision_number,
        evidence_id as object_id,
        evidence_kind,
        evidence_file_id as _file_id,
        evidence_line as _line
    from {{ ref('int_settled_exceptions') }}
),

moves as (
    select
        exception_id,
        kind,
        moved_at,
        actor,
        decision_number,
        object_id,
        'stated' as evidence_kind,
        assignee,
        waiting_on,
        waiting_until,
        note,
        lack,
        _file_id,
        _line
    from decisions
    union all
    select
        exception_id,
        kind,
        moved_at,
        actor,
        decision_number,
        object_id,
        evidence_kind,
        cast(null as {{ type_text() }}) as assignee,
        cast(null as {{ type_text() }}) as waiting_on,
        cast(null as date) as waiting_until,
        cast(null as {{ type_text() }}) as note,
        cast(null as {{ type_text() }}) as lack,
        _file_id,
        _line
    from arrivals
),

final as (
    select
        *,
        row_number() over (
            partition by exception_id
            order by moved_at, decision_number nulls first
        ) as move_number
    from moves
)

select * from final
