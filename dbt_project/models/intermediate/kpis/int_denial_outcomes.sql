-- What became of each line denied at the first adjudication: overturned, closed without payment, or still open with the
-- insurer in the PM system; nobody knows of a line the PM system does not have.
with
adjudications as (
    select * from {{ ref('adjudications') }}
),

denied as (
    select
        denials.denial_id,
        denials.entity_id,
        denials.payer_name,
        denials.financial_class,
        denials.is_preventable,
        denials.is_overturned,
        denials.adjudication_date,
        denials.service_position,
        adjudications.remittance_id,
        adjudications.claim_position
    from {{ ref('denials') }} as denials
    inner join adjudications on denials.adjudication_id = adjudications.adjudication_id
    where
        denials.is_initial
        and denials.is_leading_reason
        and denials.denial_kind = 'full'
        and denials.category <> 'duplicate'
),

remitted as (
    select
        transaction_digest,
        claim_position,
        service_position,
        upper(charge_number) as charge_key
    from {{ ref('int_remitted_charges') }}
    where charge_number is not null
),

charges as (
    select distinct
        entity_id,
        upper(charge_number) as charge_key
    from {{ ref('int_pm_charges') }}
),

open_charges as (
    select distinct
        entity_id,
        upper(charge_number) as charge_key
    from {{ ref('ar_open_items') }}
    where responsible_party = 'insurance' and open_amount > 0
),

-- A claim denied as a whole (position 0) is open while any of its lines is.
balances as (
    select
        denied.denial_id,
        count(charges.charge_key) as known_count,
        count(open_charges.charge_key) as open_count
    from denied
    inner join remitted
        on
            denied.remittance_id = remitted.transaction_digest
            and denied.claim_position = remitted.claim_position
            and (denied.service_position = 0 or denied.service_position = remitted.service_position)
    left join charges
        on
            denied.entity_id = charges.entity_id
            and remitted.charge_key = charges.charge_key
    left join open_charges
        on
            denied.entity_id = open_charges.entity_id
            and remitted.charge_key = open_charges.charge_key
    group by denied.denial_id
),

final as (
    select
        denied.denial_id,
        denied.entity_id,
        denied.payer_name,
        denied.financial_class,
        denied.is_preventable,
        denied.adjudication_date,
        denied.is_overturned,
        case when balances.known_count > 0 then balances.open_count > 0 end as is_open
    from denied
    left join balances on denied.denial_id = balances.denial_id
)

select * from final
