-- What people last decided about an exception: who has it, whether it is done, and what they last wrote about it.
with
decisions as (
    select
        subject_id,
        kind,
        assignee,
        note,
        decided_at,
        decision_number
    from {{ ref('stg_desk_decisions') }}
    where kind in ('assign', 'note', 'resolve', 'reopen')
),

subjects as (
    select distinct subject_id
    from decisions
),

states as (
    select
        subject_id,
        kind
    from decisions
    where kind <> 'note'
    qualify row_number() over (partition by subject_id order by decided_at desc, decision_number desc) = 1
),

assignments as (
    select
        subject_id,
        assignee
    from decisions
    where kind = 'assign'
    qualify row_number() over (partition by subject_id order by decided_at desc, decision_number desc) = 1
),

notes as (
    select
        subject_id,
        note
    from decisions
    where trim(note) <> ''
    qualify row_number() over (partition by subject_id order by decided_at desc, decision_number desc) = 1
),

final as (
    select
        subjects.subject_id as exception_id,
        case
            when states.kind = 'resolve' then 'resolved'
            when assignments.assignee is not null then 'assigned'
            else 'open'
        end as status,
        assignments.assignee,
        notes.note
    from subjects
    left join states
        on subjects.subject_id = states.subject_id
    left join assignments
        on subjects.subject_id = assignments.subject_id
    left join notes
        on subjects.subject_id = notes.subject_id
)

select * from final
