with
latest as (
    {{
        latest_delivery('practice_location', [
            'location_id',
        ])
    }}
),

owners as (
    select
        location_id,
        entity_id
    from {{ ref('locations') }}
),

final as (
    select
        {{
            surrogate_key([
                'latest.location_id',
            ])
        }} as practice_location_id,
        coalesce(owners.entity_id, 'unassigned') as entity_id,
        latest.location_id,
        latest.location_name,
        latest.npi,
        latest.street,
        latest._file_id,
        latest._line
    from latest
    left join owners
        on latest.location_id = owners.location_id
)

select * from final
