-- What the PM system shows as written off on each charge line: as it states it, or the sum of its movements. What is
-- transferred between payers of one line leaves nothing; what is transferred between lines moves their balances.
with
classed as (
    select * from {{ ref('int_pm_adjustments') }}
),

ranked as (
    select
        *,
        row_number() over (
            partition by practice_id, charge_number, adjustment_kind, adjustment_class, posting_date
            order by _file_id, _line, source_id
        ) as movement_rank
    from classed
    where is_moved
),

final as (
    select
        entity_id,
        practice_id,
        charge_number,
        adjustment_kind,
        adjustment_class,
        concat('adjustment ', adjustment_kind) as source_block,
        posting_date,
        amount,
        _file_id,
        _line
    from classed
    where not is_moved
    union all
    select
        max(entity_id) as entity_id,
        practice_id,
        charge_number,
        adjustment_kind,
        adjustment_class,
        concat('adjustment ', adjustment_kind, ' ', adjustment_class, ' ', cast(posting_date as {{ type_text() }}))
            as source_block,
        posting_date,
        cast(sum(amount) as decimal(18, 2)) as amount,
        max(case when movement_rank = 1 then _file_id end) as _file_id,
        max(case when movement_rank = 1 then _line end) as _line
    from ranked
    group by practice_id, charge_number, adjustment_kind, adjustment_class, posting_date
    having sum(amount) <> 0
)

select * from final
