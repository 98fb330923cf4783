-- Payments that stand: those the PM exports as payments, and those it only exports line by line, summed by what tells
-- one check or receipt from another. Patients lose their names here. Where a PM names no batches, cash and checks of a
-- day are one.
with
unbatched as (
    select practice_id
    from {{ ref('int_unbatched_practices') }}
),

payments as (
    select
        pm_payment_id,
        entity_id,
        practice_id,
        payment_number,
        payer_type,
        case when payer_type = 'insurance' then payer_name end as payer_name,
        method,
        reference_number,
        {{ batch_or_day() }} as batch_number,
        posting_date,
        amount,
        _file_id,
        _line
    from {{ ref('stg_pm_payments') }}
    where not {{ is_void() }}
),

paid as (
    select
        *,
        case
            when payer_sequence = 'patient' then 'patient'
            when payer_sequence = 'other' then 'other'
            else 'insurance'
        end as payer_type
    from {{ ref('int_pm_live_transactions') }}
    where
        kind = 'payment'
        and payment_number is null
        and posting_date is not null
),

movements as (
    select
        entity_id,
        practice_id,
        payer_type,
        case when payer_type = 'insurance' then payer_name end as payer_name,
        method,
        reference_number,
        {{ batch_or_day() }} as batch_number,
        posting_date,
        amount,
        _file_id,
        _line
    from paid
),

ranked as (
    select
        *,
        row_number() over (
            partition by practice_id, payer_type, payer_name, method, reference_number, batch_number, posting_date
            order by _file_id, _line
        ) as movement_rank
    from movements
    where coalesce(reference_number, batch_number) is not null
),

final as (
    select * from payments
    union all
    select
        {{
            surrogate_key([
                'practice_id',
                'payer_type',
                'payer_name',
                'method',
                'reference_number',
                'batch_number',
                'posting_date',
            ])
        }} as pm_payment_id,
        max(entity_id) as entity_id,
        practice_id,
        cast(null as {{ type_text() }}) as payment_number,
        payer_type,
        payer_name,
        method,
        reference_number,
        batch_number,
        posting_date,
        cast(-sum(amount) as decimal(18, 2)) as amount,
        max(case when movement_rank = 1 then _file_id end) as _file_id,
        max(case when movement_rank = 1 then _line end) as _line
    from ranked
    group by practice_id, payer_type, payer_name, method, reference_number, batch_number, posting_date
)

select * from final
