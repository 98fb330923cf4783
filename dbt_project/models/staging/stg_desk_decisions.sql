with
latest as (
    {{ latest_delivery('desk_decision', ['decision_number']) }}
),

final as (
    select
        {{ surrogate_key(['latest.decision_number']) }} as desk_decision_id,
        'unassigned' as entity_id,
        latest.decision_number,
        latest.decided_at,
        latest.decided_by,
        latest.kind,
        latest.subject_id,
        latest.object_id,
        latest.assignee,
        latest.waiting_on,
        latest.waiting_until,
        latest.note,
        latest._file_id,
        latest._line
    from latest
)

select * from final
