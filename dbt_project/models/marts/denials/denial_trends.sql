-- What became of each month's denials: the claims denied at their first decision, and of those what no later decision
-- has overturned.
with
firsts as (
    select * from {{ ref('int_first_decisions') }}
),

denials as (
    select
        parts.claim_family_id,
        denials.charge_amount,
        denials.is_overturned,
        steps.is_preventable
    from {{ ref('denials') }} as denials
    inner join {{ ref('int_first_decision_parts') }} as parts on denials.adjudication_id = parts.adjudication_id
    left join {{ ref('work_steps') }} as steps on denials.category = steps.category
    where denials.is_leading_reason and denials.denial_kind = 'full' and denials.category <> 'duplicate'
),

by_claim as (
    select
        claim_family_id,
        sum(case when is_overturned then 0 else charge_amount end) as not_overturned_amount,
        sum(case when is_preventable then charge_amount else 0 end) as preventable_amount
    from denials
    group by claim_family_id
),

-- A claim denied as a whole and line by line is one denial: its charge counts once.
told as (
    select
        firsts.*,
        {{ month_of('firsts.adjudication_date') }} as period,
        case when firsts.is_denied then 1 else 0 end as denied_count,
        least(coalesce(by_claim.not_overturned_amount, 0), firsts.denied_charge_amount) as not_overturned_amount,
        least(coalesce(by_claim.preventable_amount, 0), firsts.denied_charge_amount) as preventable_amount
    from firsts
    left join by_claim on firsts.claim_family_id = by_claim.claim_family_id
),

final as (
    select
        period,
        entity_id,
        payer_name,
        financial_class,
        cast(count(*) as integer) as decided_count,
        cast(sum(denied_count) as integer) as denied_count,
        cast(sum(case when denied_count = 1 and not_overturned_amount > 0 then 1 else 0 end) as integer)
            as not_overturned_count,
        cast(sum(case when denied_count = 1 and preventable_amount > 0 then 1 else 0 end) as integer)
            as preventable_count,
        cast(sum(adjudicated_charge_amount) as decimal(18, 2)) as decided_amount,
        cast(sum(denied_charge_amount) as decimal(18, 2)) as denied_amount,
        cast(sum(not_overturned_amount) as decimal(18, 2)) as not_overturned_amount,
        cast(sum(preventable_amount) as decimal(18, 2)) as preventable_amount
    from told
    group by
        period,
        entity_id,
        payer_name,
        financial_class
)

select * from final
