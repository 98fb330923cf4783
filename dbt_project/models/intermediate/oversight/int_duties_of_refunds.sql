-- Who asked for each refund, who approved it and who posted it.
with
postings as (
    select * from {{ ref('int_postings_by_login') }}
    where is_live
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
        postings.user_name,
        refunds.amount,
        postings.posting_date as duty_date,
        postings._file_id,
        postings._line
    from refunds
    inner join postings
        on
            refunds.entity_id = postings.entity_id
            and refunds.payment_number = postings.payment_number
    where postings.kind = 'refund'
)

select * from final
