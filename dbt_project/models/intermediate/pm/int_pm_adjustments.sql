-- Write-offs and transfers of charge lines as the PM system exports them, each with its class: the PM system's own
-- class says what kind of write-off it is, then the payer's reason code or the text beside it.
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

judged as (
    select
        adjustments.*,
        case
            when coalesce(adjustments.stated_class, 'contractual') <> 'contractual' then adjustments.stated_class
            else coalesce(reasons.adjustment_class, adjustments.stated_class, 'administrative')
        end as adjustment_class
    from adjustments
    left join reasons on adjustments.reason = reasons.reason
),

final as (
    select
        entity_id,
        practice_id,
        charge_number,
        -- a movement without a kind of its own is what its reason says
        case
            when is_moved and adjustment_class = 'contractual' then replace(adjustment_kind, '_other', '_contractual')
            else adjustment_kind
        end as adjustment_kind,
        stated_class,
        reason,
        posting_date,
        amount,
        source_id,
        _file_id,
        _line,
        is_moved,
        adjustment_class
    from judged
)

select * from final
