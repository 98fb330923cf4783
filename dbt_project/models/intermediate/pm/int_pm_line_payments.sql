-- What the PM system shows as paid on each charge line by each payer: as it states it, or the sum of its movements.
with
stated as (
    select
        entity_id,
        practice_id,
        charge_number,
        payer_sequence,
        concat('payment ', payer_sequence) as source_block,
        payment_number,
        reference_number,
        posting_date,
        amount,
        cast(0 as decimal(18, 2)) as refunded_amount,
        _file_id,
        _line
    from {{ ref('stg_pm_payment_applications') }}
),

moved as (
    select
        *,
        row_number() over (
            partition by practice_id, charge_number, payer_sequence, posting_date
            order by _file_id, _line, pm_transaction_id
        ) as movement_rank
    from {{ ref('int_pm_line_movements') }}
    where kind in ('payment', 'refund')
),

final as (
    select * from stated
    union all
    select
        max(entity_id) as entity_id,
        practice_id,
        charge_number,
        payer_sequence,
        concat('payment ', payer_sequence, ' ', cast(posting_date as {{ type_text() }})) as source_block,
        max(case when movement_rank = 1 then payment_number end) as payment_number,
        max(case when movement_rank = 1 then reference_number end) as reference_number,
        posting_date,
        cast(-sum(amount) as decimal(18, 2)) as amount,
        cast(sum(case when kind = 'refund' then amount else 0 end) as decimal(18, 2)) as refunded_amount,
        max(case when movement_rank = 1 then _file_id end) as _file_id,
        max(case when movement_rank = 1 then _line end) as _line
    from moved
    group by practice_id, charge_number, payer_sequence, posting_date
)

select * from final
