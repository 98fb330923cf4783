-- What the reference of a provider adjustment names. Payers run a patient account, a date and their claim number
-- together; where that is so it is cut, and every reference keeps its text.
with
adjustments as (
    select
        provider_adjustment_id,
        remittance_id,
        entity_id,
        reason_code,
        amount,
        reference,
        regexp_extract(reference, '{{ composite_reference() }}', 1) as account_text,
        regexp_extract(reference, '{{ composite_reference() }}', 2) as date_text,
        regexp_extract(reference, '{{ composite_reference() }}', 3) as claim_text
    from {{ ref('stg_provider_adjustments') }}
),

dated as (
    select
        *,
        try_cast(
            concat_ws('-', substr(date_text, 1, 4), substr(date_text, 5, 2), substr(date_text, 7, 2)) as date
        ) as reference_date
    from adjustments
),

cut as (
    select
        provider_adjustment_id,
        remittance_id,
        entity_id,
        reason_code,
        amount,
        reference,
        case when reference_date is not null then account_text end as account_number,
        reference_date,
        case when reference_date is not null then claim_text else reference end as claim_text
    from dated
),

claims as (
    select distinct
        entity_id,
        upper(payer_claim_number) as claim_key
    from {{ ref('stg_remittance_claims') }}
    where payer_claim_number is not null
    union distinct
    select distinct
        entity_id,
        upper(claim_number) as claim_key
    from {{ ref('stg_remittance_claims') }}
    where claim_number is not null
),

final as (
    select
        cut.provider_adjustment_id,
        cut.remittance_id,
        cut.entity_id,
        cut.reason_code,
        cut.amount,
        cut.reference,
        cut.account_number,
        cut.reference_date,
        claims.claim_key as known_claim_number,
        claims.claim_key is not null as names_known_claim
    from cut
    left join claims
        on
            cut.entity_id = claims.entity_id
            and upper(cut.claim_text) = claims.claim_key
)

select * from final
