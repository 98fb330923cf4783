-- Card sales the PM system does not have, card payments the processor never settled, open chargebacks and fees above
-- their rate, as exceptions. A sale or payment of days the other side has not delivered yet is not missing.
with
unposted_sales as (
    select
        'CRD-NOPM' as code,
        sales.entity_id,
        'card_sale' as subject_kind,
        sales.card_transaction_id as subject_id,
        sales.pm_payment_id as related_id,
        sales.sale_number as reference,
        sales.gross_amount as amount,
        case when sales.unposted_amount < sales.gross_amount then sales.unposted_amount end as difference_amount,
        sales.created_date as subject_date,
        sales._file_id,
        sales._line
    from {{ ref('int_card_sales') }} as sales
    inner join {{ ref('int_card_coverage') }} as coverage
        on sales.entity_id = coverage.entity_id
    left join {{ ref('bank_calendar') }} as calendar
        on {{ calendar_day('sales.created_date') }} = calendar.calendar_date
    where
        sales.unposted_amount > 0
        and sales.created_date >= coverage.first_posting_date
        and calendar.business_day_number <= coverage.last_due_posting_day
),

unsettled_payments as (
    select
        'CRD-NOSET' as code,
        payments.entity_id,
        'posting' as subject_kind,
        payments.pm_payment_id as subject_id,
        null as related_id,
        payments.reference,
        payments.amount,
        case when payments.unsettled_amount < payments.amount then payments.unsettled_amount end as difference_amount,
        payments.posting_date as subject_date,
        null as _file_id,
        null as _line
    from {{ ref('int_card_payments') }} as payments
    inner join {{ ref('int_card_coverage') }} as coverage
        on payments.entity_id = coverage.entity_id
    left join {{ ref('bank_calendar') }} as calendar
        on {{ calendar_day('payments.posting_date') }} = calendar.calendar_date
    where
        payments.unsettled_amount > 0
        and payments.posting_date >= coverage.first_sale_date
        and calendar.business_day_number <= coverage.last_due_settling_day
),

chargebacks as (
    select
        'CRD-CB' as code,
        entity_id,
        'card_sale' as subject_kind,
        card_dispute_id as subject_id,
        null as related_id,
        dispute_number as reference,
        disputed_amount as amount,
        case when returned_amount <> 0 then disputed_amount - returned_amount end as difference_amount,
        disputed_date as subject_date,
        _file_id,
        _line
    from {{ ref('int_card_disputes') }}
    where dispute_state = 'open'
),

dear_payouts as (
    select
        'CRD-FEE' as code,
        entity_id,
        'card_payout' as subject_kind,
        card_payout_id as subject_id,
        null as related_id,
        payout_number as reference,
        excess_amount as amount,
        null as difference_amount,
        payout_date as subject_date,
        _file_id,
        _line
    from {{ ref('int_dear_payouts') }}
),

troubles as (
    select * from unposted_sales
    union all
    select * from unsettled_payments
    union all
    select * from chargebacks
    union all
    select * from dear_payouts
),

final as (
    select
        code,
        entity_id,
        subject_kind,
        subject_id,
        related_id,
        reference,
        'card' as channel,
        cast(null as {{ type_text() }}) as payer_name,
        cast(amount as decimal(18, 2)) as amount,
        cast(difference_amount as decimal(18, 2)) as difference_amount,
        subject_date,
        _file_id,
        _line
    from troubles
)

select * from final
