-- How long a payer took from the first submission of a claim to its first payment, ranked within payer and month. A
-- rank over the number of claims is the share of claims paid no later.
with
paid as (
    select
        entity_id,
        payer_name,
        {{ month_of(add_days('first_submission_date', 'days_to_first_payment')) }} as period,
        claim_id,
        days_to_first_payment as lag_days
    from {{ ref('claims') }}
    where days_to_first_payment >= 0
),

final as (
    select
        *,
        row_number() over (partition by entity_id, payer_name, period order by lag_days, claim_id) as lag_rank,
        count(*) over (partition by entity_id, payer_name, period) as claim_count
    from paid
)

select * from final
