-- What the PM system shows as written off on each charge line: as it states it, or the sum of its movements. What is
-- transferred between payers of one line leaves nothing; what is transferred between lines moves their balances.
with
stated as (
    select
        entity_id,
        practice_id,
        charge_number,
        adjustment_kind,
        concat('adjustment ', adjustment_kind) as source_block,
        posting_date,
        amount,
        _file_id,
        _line
    from {{ ref('stg_pm_adjustments') }}
),

moved as (
    select
        entity_id,
        practice_id,
        charge_number,
        case
            when kind = 'transfer' or payer_sequence in ('patient', 'other') then 'other'
            when adjustment_kind = 'contractual' then concat(payer_sequence, '_contractual')
            else concat(payer_sequence, '_other')
        end as adjustment_kind,
        posting_date,
        amount,
        pm_transaction_id,
        _file_id,
        _line
    from {{ ref('int_pm_line_movements') }}
    where kind in ('adjustment', 'transfer')
),

ranked as (
    select
        *,
        row_number() over (
            partition by practice_id, charge_number, adjustment_kind, posting_date
            order by _file_id, _line, pm_transaction_id
        ) as movement_rank
    from moved
),

final as (
    select * from stated
    union all
    select
        max(entity_id) as entity_id,
        practice_id,
        charge_number,
        adjustment_kind,
        concat('adjustment ', adjustment_kind, ' ', cast(posting_date as {{ type_text() }})) as source_block,
        posting_date,
        cast(-sum(amount) as decimal(18, 2)) as amount,
        max(case when movement_rank = 1 then _file_id end) as _file_id,
        max(case when movement_rank = 1 then _line end) as _line
    from ranked
    group by practice_id, charge_number, adjustment_kind, posting_date
    having sum(amount) <> 0
)

select * from final
