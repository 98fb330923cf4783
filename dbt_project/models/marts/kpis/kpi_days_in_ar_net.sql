with
final as (
    {{ days_of_charges('K01a', balance='debit_amount - credit_amount', item_count='debit_count + credit_count') }}
)

select * from final
