with
final as (
    {{ days_of_charges('K09', balance='credit_amount', item_count='credit_count') }}
)

select * from final
