-- Receipt numbers of a drawer that nobody can show: in a drawer with a sequence of its own a day goes on where the
-- last one stopped. Drawers whose numbers jump every day share a sequence with others and prove nothing. One row per
-- drawer-day with missing numbers.
with
days as (
    select
        drawer_day_id,
        entity_id,
        location_id,
        drawer,
        business_date,
        shift,
        cast(nullif(regexp_extract(first_receipt, '([0-9]{1,15})$', 1), '') as bigint) as first_number,
        cast(nullif(regexp_extract(last_receipt, '([0-9]{1,15})$', 1), '') as bigint) as last_number
    from {{ ref('stg_drawer_days') }}
),

steps as (
    select
        drawer_day_id,
        entity_id,
        location_id,
        drawer,
        first_number,
        lag(last_number) over (
            partition by entity_id, location_id, drawer
            order by business_date, shift, drawer_day_id
        ) as earlier_number
    from days
    where
        first_number is not null
        and last_number is not null
),

limits as (
    {{ settings_of('tolerances', {'day_share': 'receipt_sequence'}) }}
),

sequences as (
    select
        steps.entity_id,
        steps.location_id,
        steps.drawer
    from steps
    cross join limits
    where steps.earlier_number is not null
    group by steps.entity_id, steps.location_id, steps.drawer, limits.day_share
    having
        sum(case steps.first_number when steps.earlier_number + 1 then 1 else 0 end)
        >= count(*) * limits.day_share
),

final as (
    select
        steps.drawer_day_id,
        steps.earlier_number + 1 as first_missing_receipt,
        cast(steps.first_number - steps.earlier_number - 1 as integer) as missing_receipt_count
    from steps
    inner join sequences
        on
            steps.entity_id = sequences.entity_id
            and steps.location_id = sequences.location_id
            and steps.drawer = sequences.drawer
    where steps.first_number > steps.earlier_number + 1
)

select * from final
