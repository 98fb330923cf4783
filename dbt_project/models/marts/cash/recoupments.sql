-- The recoupment ledger of every payer: what it announced, carried forward, took back and acknowledged, what we
-- refunded, and what we owe it after each.
with
final as (
    select
        movement_id as recoupment_id,
        entity_id,
        payer_id,
        payer_name,
        cast(movement_number as integer) as movement_number,
        movement_date,
        kind,
        state,
        remittance_id,
        trace_number,
        refund_number,
        reference,
        cast(amount as decimal(18, 2)) as amount,
        cast(owed_change_amount as decimal(18, 2)) as owed_change_amount,
        cast(owed_amount as decimal(18, 2)) as owed_amount,
        owed_amount < 0 as is_over_recouped,
        cause_movement_id as cause_recoupment_id,
        cause_trace_number,
        _file_id,
        _line
    from {{ ref('int_recoupments') }}
)

select * from final
