-- What people last decided about an exception: who has it, and whether it is done.
with
decisions as (
    select
        subject_id,
        kind,
        assignee,
        decided_at,
        decision_number
    from {{ ref('stg_desk_decisions') }}
    where kind in ('assign', 'resolve', 'reopen')
),

latest as (
    select
        subject_id,
        kind
    from decisions
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

final as (
    select
        latest.subject_id as exception_id,
        case
            when latest.kind = 'resolve' then 'resolved'
            when assignments.assignee is not null then 'assigned'
            else 'open'
        end as status,
        assignments.assignee
    from latest
    left join assignments
        on latest.subject_id = assignments.subject_id
)

select * from final
