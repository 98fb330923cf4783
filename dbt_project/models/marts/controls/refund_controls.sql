-- Where each refund stands on its way: asked for, approved, issued, paid by the bank, shown by the PM system; what is
-- next, and which of bank, register and PM system disagree.
with
steps as (
    select * from {{ ref('int_refund_steps') }}
),

final as (
    select
        refund_id,
        entity_id,
        refund_number,
        payee_type,
        claim_number,
        payment_number,
        method,
        reference_number,
        cast(amount as decimal(18, 2)) as amount,
        requested_by,
        approved_by,
        approved_date,
        issued_date,
        cleared_date,
        pm_refunded_amount,
        state,
        age_days,
        tier,
        case
            when not names_approvers then 'not provided'
            when approved_by is null and tier_order > 1 then 'missing'
            when approved_by is null then 'not needed'
            when approver_tier_order < tier_order then 'not enough'
            else 'approved'
        end as approval,
        case
            when method = 'cash' then 'not applicable'
            when cleared_date is not null then 'paid'
            when issued_date is null or issued_date > as_of then 'not issued'
            else 'not paid yet'
        end as bank_says,
        case
            when pm_refunded_amount is null then 'not provided'
            when pm_refunded_amount >= amount then 'shown'
            else 'not shown'
        end as pm_says,
        case
            when state = 'voided' then 'Nothing: it was voided.'
            when state = 'approved' then 'Issue it: the clock of the credit balance runs on.'
            when state = 'stale' then 'Call the payee; then void the check and treat it as unclaimed property.'
            when state = 'outstanding' then 'Wait for the bank.'
            when pm_refunded_amount < amount then 'Post it in the PM system.'
            when is_taken_back_as_well then 'Ask the payer to give back what it took a second time.'
            else 'Nothing: it is complete.'
        end as next_step,
        is_taken_back_as_well,
        _file_id,
        _line
    from steps
)

select * from final
