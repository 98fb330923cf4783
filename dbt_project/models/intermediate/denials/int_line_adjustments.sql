with
adjustments as (
    select * from {{ ref('stg_remittance_adjustments') }}
),

categories as (
    select * from {{ ref('reason_categories') }}
),

-- Signs stay as sent: a negative adjustment (an incentive, a reversal) raises the payment and denies nothing.
final as (
    select
        adjustments.transaction_digest,
        adjustments.claim_position,
        adjustments.service_position,
        adjustments.adjustment_position,
        adjustments.group_code,
        adjustments.reason_code,
        coalesce(categories.category, 'unknown') as category,
        adjustments.amount,
        coalesce(
            adjustments.amount > 0
            and categories.is_denial
            and concat(' ', categories.allowed_groups, ' ') like concat('% ', adjustments.group_code, ' %'),
            false
        ) as is_denial,
        coalesce(categories.category = 'contractual' and adjustments.group_code <> 'PR', false) as is_contractual,
        coalesce(categories.category = 'capitation', false) as is_capitation,
        coalesce(categories.category = 'duplicate', false) as is_duplicate,
        adjustments.group_code = 'PR' as is_patient_share
    from adjustments
    left join categories on adjustments.reason_code = categories.reason_code
)

select * from final
