-- Every refund with the steps it has taken: asked for, approved, issued, paid by the bank, shown by the PM system. An
-- approval may stand in the register or be given at the board. Registers that never name an approver are told apart:
-- they say nothing about approvals. One row per refund.
with
refunds as (
    select
        *,
        max(case when approved_by is not null then 1 else 0 end) over (partition by entity_id) = 1
            as names_approvers,
        max(case when requested_by is not null then 1 else 0 end) over (partition by entity_id) = 1
            as names_requesters
    from {{ ref('refunds') }}
),

at_the_board as (
    select
        item_id as refund_id,
        min(approver) as approver,
        min(approved_date) as approved_date
    from {{ ref('int_approvals') }}
    group by item_id
),

final as (
    select
        refunds.refund_id,
        refunds.entity_id,
        refunds.refund_number,
        refunds.payee_type,
        refunds.claim_number,
        refunds.payment_number,
        refunds.method,
        refunds.reference_number,
        refunds.amount,
        lower(trim(refunds.requested_by)) as requested_by,
        coalesce(lower(trim(refunds.approved_by)), at_the_board.approver) as approved_by,
        coalesce(refunds.approved_date, at_the_board.approved_date) as approved_date,
        refunds.issued_date,
        refunds.cleared_date,
        refunds.pm_refunded_amount,
        refunds.state,
        refunds.age_days,
        refunds.is_taken_back_as_well,
        refunds.recoupment_trace_number,
        refunds.is_possible_duplicate,
        refunds.names_approvers or at_the_board.refund_id is not null as names_approvers,
        refunds.names_requesters,
        bands.tier,
        bands.tier_order,
        approver.role as approver_role,
        approver.tier_order as approver_tier_order,
        run.as_of,
        refunds._file_id,
        refunds._line
    from refunds
    cross join {{ ref('stg_run') }} as run
    inner join {{ ref('int_approval_bands') }} as bands
        on
            abs(refunds.amount) > bands.above_amount
            and abs(refunds.amount) <= bands.up_to_amount
    left join at_the_board
        on refunds.refund_id = at_the_board.refund_id
    left join {{ ref('int_staff') }} as approver
        on
            coalesce(lower(trim(refunds.approved_by)), at_the_board.approver) = approver.user_name
            and {{ same_entity('refunds.entity_id', 'approver.entity_id') }}
    qualify row_number() over (partition by refunds.refund_id order by approver.tier_order desc nulls last) = 1
)

select * from final
