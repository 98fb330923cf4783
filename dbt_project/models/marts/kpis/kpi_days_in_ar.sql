with
final as (
    {{ days_of_charges('K01', balance='debit_amount', item_count='debit_count') }}
)

select * from final
