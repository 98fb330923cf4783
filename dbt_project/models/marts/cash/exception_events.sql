-- The life of every exception, event by event: opened, what people decided, the arrival of its evidence.
with
exceptions as (
    select * from {{ ref('int_exceptions') }}
),

events as (
    select
        exception_id,
        0 as move_number,
        'opened' as kind,
        'open' as state,
        cast(null as {{ type_text() }}) as refusal,
        cast(opened_date as timestamp) as event_at,
        'rule' as actor,
        cast(null as {{ type_text() }}) as evidence_kind,
        cast(null as {{ type_text() }}) as evidence_id,
        cast(null as {{ type_text() }}) as assignee,
        cast(null as {{ type_text() }}) as waiting_on,
        cast(null as date) as waiting_until,
        cast(null as {{ type_text() }}) as note,
        _file_id,
        _line
    from exceptions
    union all
    select
        moves.exception_id,
        moves.move_number,
        moves.kind,
        case when exceptions.exception_id is not null then moves.state else 'not found' end as state,
        case
            when exceptions.exception_id is not null then moves.refusal
            else 'No exception bears this number now: what it spoke of ties out, or the number is wrong.'
        end as refusal,
        cast(replace(substr(moves.moved_at, 1, 19), 'T', ' ') as timestamp) as event_at,
        moves.actor,
        moves.evidence_kind,
        moves.evidence_id,
        moves.assignee,
        moves.waiting_on,
        moves.waiting_until,
        moves.note,
        moves._file_id,
        moves._line
    from {{ ref('int_exception_verdicts') }} as moves
    left join exceptions
        on moves.exception_id = exceptions.exception_id
),

final as (
    select
        {{ surrogate_key(['exception_id', 'move_number']) }} as exception_event_id,
        exception_id,
        cast(row_number() over (partition by exception_id order by move_number) as integer) as event_number,
        kind,
        state,
        event_at,
        actor,
        refusal is not null as is_refused,
        refusal,
        evidence_kind,
        evidence_id,
        assignee,
        waiting_on,
        waiting_until,
        note,
        _file_id,
        _line
    from events
)

select * from final
