-- Charge lines that a remittance decides which is not due for posting, or whose claim in it does not add up: what the
-- PM system shows of them proves nothing yet. One sent again decides nothing, nor does one stopped and paid anew.
with
remittances as (
    select
        verdicts.remittance_id,
        due.remittance_id is not null as is_due
    from {{ ref('int_remittance_verdicts') }} as verdicts
    left join {{ ref('int_remittances_due') }} as due
        on verdicts.remittance_id = due.remittance_id
    left join {{ ref('int_remittance_reissues') }} as reissues
        on verdicts.remittance_id = reissues.remittance_id
    where
        reissues.remittance_id is null
        and not verdicts.is_repeated
),

errors as (
    select * from {{ ref('int_claims_in_error') }}
),

final as (
    select distinct
        services.entity_id,
        services.charge_number,
        case payers.payer_sequence
            when 1 then 'primary'
            when 2 then 'secondary'
            else 'tertiary'
        end as payer_sequence
    from {{ ref('int_remitted_charges') }} as services
    inner join remittances
        on services.remittance_id = remittances.remittance_id
    inner join {{ ref('stg_remittance_claims') }} as claims
        on
            services.remittance_id = claims.remittance_id
            and services.claim_position = claims.claim_position
    inner join {{ ref('int_claim_payer_sequences') }} as payers
        on
            services.remittance_id = payers.transaction_digest
            and services.claim_position = payers.claim_position
    left join errors
        on
            services.remittance_id = errors.remittance_id
            and services.claim_position = errors.claim_position
    where
        services.charge_number is not null
        and coalesce(claims.claim_status, '') <> '25'
        and (not remittances.is_due or errors.remittance_id is not null)
)

select * from final
