-- What people approved at the board: the first approval of each item and approver. One row per item and approver.
with
final as (
    select
        subject_id as item_id,
        lower(trim(decided_by)) as approver,
        cast(substr(decided_at, 1, 10) as date) as approved_date,
        decision_number,
        _file_id,
        _line
    from {{ ref('stg_desk_decisions') }}
    where kind = 'approve'
    qualify
        row_number() over (
            partition by subject_id, lower(trim(decided_by))
            order by decided_at, decision_number
        ) = 1
)

select * from final
