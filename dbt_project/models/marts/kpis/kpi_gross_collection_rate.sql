with
facts as (
    {{ share_of_charges('insurance_payment_amount + patient_payment_amount - refund_amount') }}
),

final as (
    {{ rate_by_grain('K11', 'facts') }}
)

select * from final
