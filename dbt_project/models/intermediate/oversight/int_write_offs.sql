-- Write-offs that nobody's contract asks for, as the PM system exports them: who made each, which tier its amount needs
-- and who approved it. An approval counts when another login gave it that may approve so much, as far as roles are
-- known. One row per write-off.
with
adjustments as (
    select *
    from {{ ref('int_pm_adjustments') }}
    where
        adjustment_class not in ('contractual', 'transfer')
        and amount <> 0
),

authors as (
    select
        pm_transaction_id,
        lower(trim(user_name)) as user_name
    from {{ ref('stg_pm_transactions') }}
),

charges as (
    select * from {{ ref('int_charges_with_payers') }}
),

made as (
    select
        {{ surrogate_key(["'write-off'", 'adjustments.source_id']) }} as write_off_id,
        coalesce(charges.entity_id, adjustments.entity_id) as entity_id,
        adjustments.practice_id,
        adjustments.charge_number,
        charges.claim_number,
        charges.payer_name,
        charges.financial_class,
        adjustments.adjustment_class,
        adjustments.reason,
        adjustments.posting_date,
        adjustments.amount,
        authors.user_name,
        adjustments._file_id,
        adjustments._line
    from adjustments
    left join authors
        on adjustments.source_id = authors.pm_transaction_id
    left join charges
        on
            adjustments.practice_id = charges.practice_id
            and adjustments.charge_number = charges.charge_number
),

tiered as (
    select
        made.*,
        bands.tier,
        bands.tier_order,
        staff.role,
        coalesce(staff.tier_order, 1) as author_tier_order
    from made
    inner join {{ ref('int_approval_bands') }} as bands
        on
            abs(made.amount) > bands.above_amount
            and abs(made.amount) <= bands.up_to_amount
    left join {{ ref('int_staff') }} as staff
        on
            made.user_name = staff.user_name
            and {{ same_entity('made.entity_id', 'staff.entity_id') }}
    qualify row_number() over (partition by made.write_off_id order by staff.tier_order desc nulls last) = 1
),

approved as (
    select
        tiered.write_off_id,
        approvals.approver,
        approvals.approved_date
    from tiered
    inner join {{ ref('int_approvals') }} as approvals
        on tiered.write_off_id = approvals.item_id
    left join {{ ref('int_staff') }} as staff
        on
            approvals.approver = staff.user_name
            and {{ same_entity('tiered.entity_id', 'staff.entity_id') }}
    where
        (tiered.user_name is null or tiered.user_name <> approvals.approver)
        and coalesce(staff.tier_order, tiered.tier_order) >= tiered.tier_order
    qualify
        row_number() over (
            partition by tiered.write_off_id
            order by approvals.approved_date, approvals.approver
        ) = 1
),

final as (
    select
        tiered.*,
        approved.approver,
        approved.approved_date,
        approved.approver is not null as has_evidence,
        tiered.tier_order > 1 as needs_approval,
        tiered.user_name is not null and tiered.tier_order > tiered.author_tier_order as is_over_limit
    from tiered
    left join approved
        on tiered.write_off_id = approved.write_off_id
)

select * from final
