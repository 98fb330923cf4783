-- Charge lines their first payer pays by the head (CARC 24, on the line or on the claim) in its last decision that
-- stands: what is charged on them is never collected line by line.
with
standing as (
    select
        adjudications.remittance_id,
        adjudications.claim_position,
        decided.service_position
    from {{ ref('int_standing_lines') }} as decided
    inner join {{ ref('adjudications') }} as adjudications
        on decided.adjudication_id = adjudications.adjudication_id
),

remitted as (
    select
        charges.entity_id,
        upper(charges.charge_number) as charge_key,
        charges.transaction_digest,
        charges.claim_position,
        charges.service_position
    from {{ ref('int_remitted_charges') }} as charges
    inner join standing
        on
            charges.transaction_digest = standing.remittance_id
            and charges.claim_position = standing.claim_position
            and charges.service_position = standing.service_position
    where charges.charge_number is not null
),

verdicts as (
    select
        transaction_digest,
        claim_position,
        service_position
    from {{ ref('int_line_verdicts') }}
    where is_capitated
),

final as (
    select distinct
        remitted.entity_id,
        remitted.charge_key
    from remitted
    inner join verdicts
        on
            remitted.transaction_digest = verdicts.transaction_digest
            and remitted.claim_position = verdicts.claim_position
            and (verdicts.service_position = 0 or remitted.service_position = verdicts.service_position)
)

select * from final
