-- Every payment of the PM system with what stands behind it: its remittance, its batch on a deposit slip, or its card
-- payout, and the bank line that brought the money.
with
standing as (
    select * from {{ ref('int_pm_payments') }}
),

exported as (
    select
        pm_payment_id,
        entity_id,
        practice_id,
        payment_number,
        payer_type,
        case when payer_type = 'insurance' then payer_name end as payer_name,
        method,
        reference_number,
        batch_number,
        posting_date,
        amount,
        void_date,
        _file_id,
        _line
    from {{ ref('stg_pm_payments') }}
),

payments as (
    select
        exported.*,
        standing.pm_payment_id is null as is_voided
    from exported
    left join standing
        on exported.pm_payment_id = standing.pm_payment_id
    union all
    -- what the PM system exports only line by line is no row of any file
    select
        standing.pm_payment_id,
        standing.entity_id,
        standing.practice_id,
        standing.payment_number,
        standing.payer_type,
        standing.payer_name,
        standing.method,
        standing.reference_number,
        standing.batch_number,
        standing.posting_date,
        standing.amount,
        cast(null as date) as void_date,
        cast(null as {{ type_text() }}) as _file_id,
        cast(null as integer) as _line,
        false as is_voided
    from standing
    left join exported
        on standing.pm_payment_id = exported.pm_payment_id
    where exported.pm_payment_id is null
),

evidence as (
    select * from {{ ref('int_payment_evidence') }}
),

final as (
    select
        payments.pm_payment_id as payment_id,
        payments.entity_id,
        payments.practice_id,
        payments.payment_number,
        payments.payer_type,
        payments.payer_name,
        payments.method,
        payments.reference_number,
        payments.batch_number,
        payments.posting_date,
        payments.amount,
        payments.is_voided,
        payments.void_date,
        evidence.evidence_kind,
        evidence.evidence_id,
        evidence.deposit_id,
        payments._file_id,
        payments._line
    from payments
    left join evidence
        on payments.pm_payment_id = evidence.pm_payment_id
)

select * from final
