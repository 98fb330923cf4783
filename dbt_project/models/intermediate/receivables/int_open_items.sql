-- What is open on the as-of day, with whom and since when.
with
final as (
    {{ open_items_on(ref('stg_run')) }}
)

select * from final
