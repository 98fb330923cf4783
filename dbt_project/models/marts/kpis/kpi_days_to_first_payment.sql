with
run as (
    select as_of from {{ ref('stg_run') }}
),

claims as (
    select * from {{ ref('claims') }}
),

-- Capitation pays no claim, and what a payer sent on without paying was never its to pay.
not_payable as (
    select distinct
        entity_id,
        upper(trim(claim_number)) as claim_key
    from {{ ref('adjudications') }}
    where is_capitated or (claim_status in ('19', '20', '21', '23') and paid_amount = 0)
),

facts as (
    select
        {{ month_of('claims.first_submission_date') }} as period,
        claims.entity_id,
        claims.payer_name,
        claims.financial_class,
        claims.claim_id as item_id,
        claims.days_to_first_payment as lag_days,
        case when claims.days_to_first_payment is null then 0 else 1 end as weight
    from claims
    inner join run on claims.first_submission_date <= run.as_of
    left join not_payable
        on
            claims.entity_id = not_payable.entity_id
            and upper(trim(claims.claim_number)) = not_payable.claim_key
    where not_payable.claim_key is null
),

final as (
    {{ lag_by_grain('K03', 'facts', 0.5) }}
)

select * from final
