with
latest as (
    {{ latest_delivery('remittance_payment', ['transaction_digest']) }}
),

owners as (
    select entity_id
    from {{ ref('entities') }}
),

final as (
    select
        latest.transaction_digest as remittance_id,
        coalesce(owners.entity_id, 'unassigned') as entity_id,
        latest.transaction_digest,
        latest.payer_identifier,
        latest.trace_number,
        latest.trace_supplement,
        latest.payment_amount,
        latest.currency_code,
        latest.credit_debit,
        latest.handling_code,
        latest.payment_method,
        coalesce(latest.payment_date, latest.production_date, latest.interchange_date) as payment_date,
        latest.production_date,
        latest.payer_name,
        latest.payer_id,
        latest.receiver_id,
        latest.payee_name,
        latest.payee_npi,
        latest.payee_tax_id,
        latest.interchange_number,
        latest.group_number,
        latest.transaction_number,
        latest.interchange_date,
        latest.claim_count,
        latest._file_id,
        latest._line
    from latest
    left join owners
        on latest.payee_tax_id = owners.entity_id
)

select * from final
