-- Refunds to payers that the payer took from its money as well: money taken without any other cause after we had given
-- it back. The first such taking counts.
with
recoupments as (
    select * from {{ ref('int_recoupments') }}
    where
        state = 'orphan'
        and kind <> 'refund'
        and refund_number is not null
),

final as (
    select
        entity_id,
        refund_number,
        movement_id as recoupment_id,
        trace_number
    from recoupments
    qualify
        row_number() over (
            partition by entity_id, refund_number order by movement_number
        ) = 1
)

select * from final
