-- What the PM system shows as written off on each charge line: as it states it, or the sum of its movements. What is
-- transferred between payers of one line leaves nothing; what is transferred between lines moves their balances. What
-- kind of write-off it is, the PM system's own class says, then the payer's reason code or the text beside it.
with
stated as (
    select
        entity_id,
        practice_id,
        charge_number,
        adjustment_kind,
        case when adjustment_kind like '%contractual' then 'contractual' end as stated_class,
        upper(trim(reason)) as reason,
        posting_date,
        amount,
        pm_adjustment_id as source_id,
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
        case
            when kind = 'transfer' then 'transfer'
            when adjustment_kind = 'denial' then 'denial write-off'
            when adjustment_kind = 'bad_debt' then 'bad debt'
            when adjustment_kind <> 'other' then adjustment_kind
        end as stated_class,
        upper(trim(adjustment_code)) as reason,
        posting_date,
        -amount as amount,
        pm_transaction_id as source_id,
        _file_id,
        _line
    from {{ ref('int_pm_line_movements') }}
    where kind in ('adjustment', 'transfer')
),

adjustments as (
    select
        *,
        false as is_moved
    from stated
    union all
    select
        *,
        true as is_moved
    from moved
),

reasons as (
    select * from {{ ref('int_adjustment_reasons') }}
),

classed as (
    select
        adjustments.*,
        case
            when coalesce(adjustments.stated_class, 'contractual') <> 'contractual' then adjustments.stated_class
            else coalesce(reasons.adjustment_class, adjustments.stated_class, 'administrative')
        end as adjustment_class
    from adjustments
    left join reasons on adjustments.reason = reasons.reason
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
