-- What insurers' remittances that the PM system posted in full say of each charge line, on the day their payment was
-- posted. A predetermination decides nothing.
with
given_up as (
    select
        transaction_digest,
        claim_position,
        service_position,
        sum(amount) as contractual_amount
    from {{ ref('int_line_adjustments') }}
    where is_contractual
    group by transaction_digest, claim_position, service_position
),

final as (
    select
        services.entity_id,
        services.charge_number,
        postings.posting_date,
        cast(sum(services.paid_amount) as decimal(18, 2)) as insurance_amount,
        cast(sum(services.paid_amount + coalesce(given_up.contractual_amount, 0)) as decimal(18, 2)) as settled_amount
    from {{ ref('int_remitted_charges') }} as services
    inner join {{ ref('stg_remittance_claims') }} as claims
        on
            services.transaction_digest = claims.transaction_digest
            and services.claim_position = claims.claim_position
            and coalesce(claims.claim_status, '') <> '25'
    inner join {{ ref('int_remittance_postings') }} as postings
        on
            services.remittance_id = postings.remittance_id
            and postings.posting_state = 'posted'
    left join given_up
        on
            services.transaction_digest = given_up.transaction_digest
            and services.claim_position = given_up.claim_position
            and services.service_position = given_up.service_position
    where services.charge_number is not null
    group by services.entity_id, services.charge_number, postings.posting_date
)

select * from final
