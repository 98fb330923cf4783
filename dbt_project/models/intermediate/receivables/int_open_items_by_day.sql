-- What was open at the end of every day up to the as-of day. A view: it has many rows, and only a proof reads it.
{{ config(materialized='view') }}
with
final as (
    {{ open_items_on(ref('int_past_days')) }}
)

select * from final
