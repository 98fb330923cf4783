-- What people last decided about a pair of bank line and evidence: that they belong together, or that they do not.
with
decisions as (
    select
        decision_number,
        decided_at,
        decided_by,
        kind,
        subject_id,
        object_id,
        _file_id,
        _line
    from {{ ref('stg_desk_decisions') }}
    where kind in ('match', 'unmatch')
),

final as (
    select
        decision_number,
        decided_at,
        decided_by,
        kind,
        subject_id as deposit_id,
        object_id as evidence_id,
        _file_id,
        _line
    from decisions
    qualify
        row_number() over (
            partition by subject_id, object_id
            order by decided_at desc, decision_number desc
        ) = 1
)

select * from final
