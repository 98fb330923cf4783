-- Every move of an exception and the state it left it in. A move its state does not allow changes nothing and says why.
-- Who resolved an exception does not verify it.
with recursive
moves as (
    select * from {{ ref('int_exception_moves') }}
),

judged as (
    select
        exception_id,
        cast(0 as bigint) as move_number,
        'open' as state,
        cast(null as {{ type_text() }}) as resolver,
        cast(null as {{ type_text() }}) as refusal
    from moves
    where move_number = 1
    union all
    select
        moves.exception_id,
        moves.move_number,
        case
            when moves.lack is not null then judged.state
            when moves.kind = 'verify' and moves.actor = judged.resolver then judged.state
            else transitions.next_state
        end as state,
        case
            when
                moves.lack is null
                and moves.kind in ('resolve', 'evidence')
                and transitions.refusal is null
                and transitions.next_state <> judged.state
                then moves.actor
            else judged.resolver
        end as resolver,
        case
            when transitions.refusal is not null then transitions.refusal
            when moves.lack is not null then moves.lack
            when moves.kind = 'verify' and moves.actor = judged.resolver
                then 'Who resolved it does not verify it: let another person look at the evidence.'
        end as refusal
    from judged
    inner join moves
        on
            judged.exception_id = moves.exception_id
            and judged.move_number + 1 = moves.move_number
    inner join {{ ref('exception_transitions') }} as transitions
        on
            judged.state = transitions.state
            and moves.kind = transitions.kind
),

final as (
    select
        moves.exception_id,
        cast(moves.move_number as integer) as move_number,
        moves.kind,
        judged.state,
        judged.refusal,
        moves.moved_at,
        moves.actor,
        moves.decision_number,
        case when moves.object_id is not null or moves.kind = 'resolve' then moves.evidence_kind end
            as evidence_kind,
        moves.object_id as evidence_id,
        moves.assignee,
        moves.waiting_on,
        moves.waiting_until,
        moves.note,
        moves._file_id,
        moves._line
    from moves
    inner join judged
        on
            moves.exception_id = judged.exception_id
            and moves.move_number = judged.move_number
)

select * from final
