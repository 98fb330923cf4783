-- Who asked for each refund, who approved it and who posted it.
with
transactions as (
    select
        entity_id,
        kind,
        payment_number,
        charge_number,
        batch_number,
        lower(trim(user_name)) as user_name,
        posting_date,
        amount,
        _file_id,
        _line
    from {{ ref('stg_pm_transactions') }}
    where
        user_name is not null
        and void_date is null
        and coalesce(is_voided, 'N') = 'N'
),

refunds as (
    select * from {{ ref('int_refund_steps') }}
),

final as (
    select
        'refund requester' as duty,
        'refund' as money_kind,
        entity_id,
        refund_id as money_key,
        refund_number as reference,
        requested_by as user_name,
        amount,
        coalesce(approved_date, issued_date) as duty_date,
        _file_id,
        _line
    from refunds
    where requested_by is not null
    union all
    select
        'refund approver' as duty,
        'refund' as money_kind,
        entity_id,
        refund_id as money_key,
        refund_number as reference,
        approved_by as user_name,
        amount,
        approved_date as duty_date,
        _file_id,
        _line
    from refunds
    where approved_by is not null
    union all
    select
        'refund poster' as duty,
        'refund' as money_kind,
        refunds.entity_id,
        refunds.refund_id as money_key,
        refunds.refund_number as reference,
        transactions.user_name,
        refunds.amount,
        transactions.posting_date as duty_date,
        transactions._file_id,
        transactions._line
    from refunds
    inner join transactions
        on
            refunds.entity_id = transactions.entity_id
            and refunds.payment_number = transactions.payment_number
    where transactions.kind = 'refund'
)

select * from final
