-- Service lines of remittances with the charge line of the PM system that each decides. The line number names it where
-- the PM system knows that number. PM systems that bill under other numbers than they export are joined as a biller
-- posts: by claim, procedure, modifiers, service date and charge. One charge must fit, and the lines of the claim that
-- fit it must add up to it; else nothing is guessed and the line keeps its number.
with
services as (
    select
        remittance_service_id,
        remittance_id,
        entity_id,
        transaction_digest,
        claim_position,
        service_position,
        coalesce(submitted_procedure_code, procedure_code) as billed_code,
        procedure_code,
        modifiers,
        charge_amount,
        paid_amount,
        service_date,
        remark_codes,
        upper(line_control_number) as line_number,
        _file_id,
        _line
    from {{ ref('stg_remittance_services') }}
),

charges as (
    select
        *,
        upper(charge_number) as charge_key
    from {{ ref('int_pm_charges') }}
),

named as (
    select distinct
        services.remittance_service_id,
        services.transaction_digest,
        services.claim_position,
        charges.charge_key as charge_number
    from services
    inner join charges
        on
            services.entity_id = charges.entity_id
            and services.line_number = charges.charge_key
),

unnamed as (
    select services.*
    from services
    left join named
        on services.remittance_service_id = named.remittance_service_id
    where named.charge_number is null
),

-- a charge that another line of the claim names is not free to be found
fits as (
    select
        services.remittance_service_id,
        services.transaction_digest,
        services.claim_position,
        charges.charge_key as charge_number,
        charges.amount,
        abs(services.charge_amount) as line_amount,
        count(*) over (partition by services.remittance_service_id) as charge_count
    from unnamed as services
    inner join {{ ref('stg_remittance_claims') }} as claims
        on
            services.transaction_digest = claims.transaction_digest
            and services.claim_position = claims.claim_position
    inner join {{ ref('int_charge_claims') }} as billed
        on
            services.entity_id = billed.entity_id
            and upper(trim(claims.claim_number)) = billed.claim_number
    inner join charges
        on
            billed.practice_id = charges.practice_id
            and billed.charge_number = charges.charge_key
            and services.billed_code = charges.procedure_code
            and coalesce(services.service_date, claims.service_start_date) = charges.service_date
            and coalesce(
                {{ normalise_reference('services.modifiers') }} = {{ normalise_reference('charges.modifiers') }}, true
            )
    left join named
        on
            services.transaction_digest = named.transaction_digest
            and services.claim_position = named.claim_position
            and charges.charge_key = named.charge_number
    where
        named.charge_number is null
        and trim(claims.claim_number) not in ('', '0')
),

found as (
    select
        *,
        sum(line_amount) over (partition by transaction_digest, claim_position, charge_number) = amount as is_whole
    from fits
    where charge_count = 1
),

final as (
    select
        services.*,
        coalesce(found.charge_number, services.line_number) as charge_number,
        case
            when named.charge_number is not null then 'line_number'
            when found.charge_number is not null then 'claim_line'
            else 'as_stated'
        end as found_by
    from services
    left join named
        on services.remittance_service_id = named.remittance_service_id
    left join found
        on
            services.remittance_service_id = found.remittance_service_id
            and found.is_whole
)

select * from final
