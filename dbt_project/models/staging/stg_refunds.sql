with
latest as (
    {{
        latest_delivery('refund', [
            'refund_number',
        ])
    }}
),

final as (
    select
        {{
            surrogate_key([
                'latest.refund_number',
            ])
        }} as refund_id,
        latest.refund_number,
        latest.payee_type,
        latest.payee_name,
        latest.claim_number,
        latest.payment_number,
        latest.method,
        latest.reference_number,
        latest.amount,
        latest.requested_by,
        latest.approved_by,
        latest.approved_date,
        latest.issued_date,
        latest.cleared_date,
        latest.voided_date,
        latest.status,
        latest.refund_reason,
        latest._file_id,
        latest._line
    from latest
)

select * from final
