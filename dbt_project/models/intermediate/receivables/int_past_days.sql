-- Every day of the calendar up to the as-of day.
{{ config(materialized='view') }}
with
final as (
    select calendar.calendar_date as as_of
    from {{ ref('bank_calendar') }} as calendar
    inner join {{ ref('stg_run') }} as run on calendar.calendar_date <= run.as_of
)

select * from final
