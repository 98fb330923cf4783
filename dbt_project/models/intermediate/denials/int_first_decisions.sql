-- The first adjudication of each claim by its primary payer, all its parts together.
with
parts as (
    select * from {{ ref('int_first_decision_parts') }}
),

adjudications as (
    select * from {{ ref('adjudications') }}
),

final as (
    select
        parts.claim_family_id,
        max(adjudications.entity_id) as entity_id,
        max(adjudications.payer_name) as payer_name,
        max(adjudications.financial_class) as financial_class,
        min(adjudications.adjudication_date) as adjudication_date,
        max(
            case when adjudications.is_denied_full or adjudications.is_denied_partial then 1 else 0 end
        ) = 1 as is_denied,
        cast(sum(adjudications.denied_charge_amount) as decimal(18, 2)) as denied_charge_amount,
        cast(sum(adjudications.adjudicated_charge_amount) as decimal(18, 2)) as adjudicated_charge_amount
    from parts
    inner join adjudications on parts.adjudication_id = adjudications.adjudication_id
    group by parts.claim_family_id
)

select * from final
