with
run as (
    select * from {{ ref('stg_run') }}
),

final as (
    select
        as_of,
        practice_name
    from run
)

select * from final
