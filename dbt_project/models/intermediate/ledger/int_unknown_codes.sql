-- Reason codes of remittances that no seed knows, with their dollars: of claims (CARC) by claim, of provider
-- adjustments (PLB) by remittance. What nobody can name can neither be posted nor counted right.
with
claim_codes as (
    select
        adjustments.remittance_id,
        claims.remittance_claim_id,
        claims.claim_number,
        sum(adjustments.amount) as amount
    from {{ ref('stg_remittance_adjustments') }} as adjustments
    inner join {{ ref('stg_remittance_claims') }} as claims
        on
            adjustments.remittance_id = claims.remittance_id
            and adjustments.claim_position = claims.claim_position
    left join {{ ref('reason_categories') }} as known
        on adjustments.reason_code = known.reason_code
    where known.reason_code is null
    group by
        adjustments.remittance_id,
        claims.remittance_claim_id,
        claims.claim_number
),

provider_codes as (
    select
        adjustments.remittance_id,
        cast(null as {{ type_text() }}) as remittance_claim_id,
        cast(null as {{ type_text() }}) as claim_number,
        sum(adjustments.amount) as amount
    from {{ ref('stg_provider_adjustments') }} as adjustments
    left join {{ ref('plb_routes') }} as known
        on adjustments.reason_code = known.reason_code
    where known.reason_code is null
    group by adjustments.remittance_id
),

final as (
    select * from claim_codes
    union all
    select * from provider_codes
)

select * from final
