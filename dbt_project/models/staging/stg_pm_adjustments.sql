with
latest as (
    {{
        latest_delivery('pm_adjustment', [
            'practice_id',
            'charge_number',
            'adjustment_kind',
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
                'latest.charge_number',
                'latest.adjustment_kind',
            ])
        }} as pm_adjustment_id,
        coalesce(owners.entity_id, 'unassigned') as entity_id,
        latest.practice_id,
        latest.charge_number,
        latest.adjustment_kind,
        latest.reason,
        latest.posting_date,
        latest.amount,
        latest._file_id,
        latest._line
    from latest
    left join owners
        on latest.practice_id = owners.practice_id
)

select * from final
