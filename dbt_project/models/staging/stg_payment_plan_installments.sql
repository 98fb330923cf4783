with
latest as (
    {{
        latest_delivery('payment_plan_installment', [
            'plan_number',
            'installment_number',
        ])
    }}
),

final as (
    select
        {{
            surrogate_key([
                'latest.plan_number',
                'latest.installment_number',
            ])
        }} as payment_plan_installment_id,
        latest.plan_number,
        latest.installment_number,
        latest.patient_number,
        latest.claim_number,
        latest.plan_amount,
        latest.start_date,
        latest.due_date,
        latest.amount,
        latest.status,
        latest.paid_date,
        latest.payment_number,
        latest._file_id,
        latest._line
    from latest
)

select * from final
