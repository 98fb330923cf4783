-- Charge lines a payer pays by the head (CARC 24, on the line or on the claim): what is charged on them is never
-- collected line by line.
with
remitted as (
    select
        entity_id,
        upper(charge_number) as charge_key,
        transaction_digest,
        claim_position,
        service_position
    from {{ ref('int_remitted_charges') }}
    where charge_number is not null
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
