with
claims as (
    select * from {{ ref('stg_remittance_claims') }}
),

payments as (
    select * from {{ ref('stg_remittance_payments') }}
),

payers as (
    select * from {{ ref('int_remittance_payers') }}
),

services as (
    select * from {{ ref('int_remitted_charges') }}
),

charges as (
    select * from {{ ref('int_pm_charges') }}
),

-- A service line that comes back under the PM system's own number of it tells which claim it was billed on.
billed as (
    select
        services.transaction_digest,
        services.claim_position,
        min(upper(trim(charges.claim_number))) as billed_number
    from services
    inner join charges
        on
            services.entity_id = charges.entity_id
            and services.charge_number = upper(charges.charge_number)
            and abs(services.charge_amount) = charges.amount
            and coalesce(services.service_date, charges.service_date) = charges.service_date
    group by services.transaction_digest, services.claim_position
    having count(distinct upper(trim(charges.claim_number))) = 1
),

-- A claim number the payer lost (empty or 0, as on paper claims) names nobody: such a claim stands alone.
numbered as (
    select
        claims.transaction_digest,
        claims.claim_position,
        claims.entity_id,
        payers.payer_id,
        coalesce(payers.payer_name, 'Unknown') as payer_name,
        coalesce(payers.financial_class, 'unknown') as financial_class,
        claims.claim_status,
        claims.payer_claim_number,
        claims.service_start_date,
        abs(claims.charge_amount) as claim_size,
        payments.payment_date as adjudication_date,
        payments.interchange_date,
        claims._file_id,
        billed.billed_number,
        case
            when coalesce(trim(claims.claim_number), '') in ('', '0')
                then concat('alone ', claims.transaction_digest, ' ', cast(claims.claim_position as {{ type_text() }}))
            else upper(trim(claims.claim_number))
        end as own_number
    from claims
    left join payments on claims.transaction_digest = payments.transaction_digest
    left join payers on claims.transaction_digest = payers.remittance_id
    left join billed
        on
            claims.transaction_digest = billed.transaction_digest
            and claims.claim_position = billed.claim_position
),

-- A corrected claim may come back under a new number: the payer's own number, day and charge still link it.
linked as (
    select
        *,
        case
            when length(payer_claim_number) >= 6 and service_start_date is not null
                then min(own_number) over (
                    partition by entity_id, payer_name, payer_claim_number, service_start_date, claim_size
                )
            else own_number
        end as payer_linked_number
    from numbered
),

-- So do the lines of the claim in the PM system.
billed_together as (
    select
        *,
        case
            when billed_number is null then payer_linked_number
            else min(payer_linked_number) over (partition by entity_id, billed_number)
        end as linked_number
    from linked
),

families as (
    select
        *,
        min(linked_number) over (partition by entity_id, own_number) as family_number
    from billed_together
),

final as (
    select
        transaction_digest,
        claim_position,
        {{ surrogate_key(['entity_id', 'family_number']) }} as claim_family_id,
        payer_id,
        payer_name,
        financial_class,
        adjudication_date,
        row_number() over (
            partition by entity_id, family_number
            order by adjudication_date, interchange_date nulls last, _file_id, transaction_digest, claim_position
        ) as sequence_number
    from families
)

select * from final
