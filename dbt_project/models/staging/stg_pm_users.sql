with
latest as (
    {{
        latest_delivery('pm_user', [
            'practice_id',
            'user_name',
        ])
    }}
),

owners as (
    select
        practice_id,
        entity_id
    from {{ ref('practices') }}
),

final as (
    select
        {{
            surrogate_key([
                'latest.practice_id',
                'latest.user_name',
            ])
        }} as pm_user_id,
        coalesce(owners.entity_id, 'unassigned') as entity_id,
        latest.practice_id,
        latest.user_name,
        latest.full_name,
        latest.role,
        latest.department,
        latest.is_inactive,
        latest._file_id,
        latest._line
    from latest
    left join owners
        on latest.practice_id = owners.practice_id
)

select * from final
