-- Payments of which the PM system gave back more than the refund register has, where a register is kept at all. One row
-- per payment.
with
register as (
    select
        entity_id,
        payment_number,
        sum(case when state <> 'voided' then amount else 0 end) as registered_amount
    from {{ ref('refunds') }}
    where payment_number is not null
    group by entity_id, payment_number
),

kept as (
    select distinct entity_id
    from {{ ref('refunds') }}
),

payments as (
    select *
    from {{ ref('stg_pm_payments') }}
    where
        refunded_amount > 0
        and not {{ is_void() }}
),

final as (
    select
        'refund_not_registered' as control,
        payments.entity_id,
        'payment' as item_kind,
        payments.pm_payment_id as item_id,
        payments.payment_number as reference,
        cast(null as {{ type_text() }}) as claim_number,
        cast(null as {{ type_text() }}) as payer_name,
        cast(null as {{ type_text() }}) as user_name,
        cast(null as {{ type_text() }}) as approver,
        cast(payments.refunded_amount - coalesce(register.registered_amount, 0) as decimal(18, 2)) as amount,
        payments.posting_date,
        cast(null as date) as entered_date,
        false as has_evidence,
        concat(
            'The PM system gave back ', cast(payments.refunded_amount as {{ type_text() }}), ', the register has ',
            cast(coalesce(register.registered_amount, 0) as {{ type_text() }})
        ) as happened,
        payments._file_id,
        payments._line
    from payments
    inner join kept
        on payments.entity_id = kept.entity_id
    left join register
        on
            payments.entity_id = register.entity_id
            and payments.payment_number = register.payment_number
    where payments.refunded_amount > coalesce(register.registered_amount, 0)
)

select * from final
