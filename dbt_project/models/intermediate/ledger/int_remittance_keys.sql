-- Which remittances speak of one payment: same payer, trace, day and amount. What pays nothing is alone, because payers
-- give all such advices one number; so is what names no trace.
with
remittances as (
    select
        remittance_id,
        payer_identifier,
        trace_number,
        payment_date,
        payment_amount
    from {{ ref('stg_remittance_payments') }}
),

final as (
    select
        remittance_id,
        case
            when trace_number is null or payment_amount <= 0 then remittance_id
            else {{ surrogate_key(['payer_identifier', 'trace_number', 'payment_date', 'payment_amount']) }}
        end as remittance_group_id
    from remittances
)

select * from final
