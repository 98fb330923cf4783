-- Insurers' payments in the PM system that nothing stands behind, as exceptions.
with
payments as (
    select
        pm_payment_id,
        _file_id,
        _line
    from {{ ref('stg_pm_payments') }}
),

final as (
    select
        'PST-NOEVID' as code,
        keyed.entity_id,
        'posting' as subject_kind,
        keyed.pm_payment_id as subject_id,
        cast(null as {{ type_text() }}) as related_id,
        coalesce(keyed.claim_number, keyed.reference_number) as reference,
        case keyed.method when 'check' then 'check' else 'eft' end as channel,
        keyed.payer_name,
        keyed.amount,
        -keyed.amount as difference_amount,
        keyed.posting_date as subject_date,
        payments._file_id,
        payments._line
    from {{ ref('int_payments_without_evidence') }} as keyed
    left join payments
        on keyed.pm_payment_id = payments.pm_payment_id
)

select * from final
