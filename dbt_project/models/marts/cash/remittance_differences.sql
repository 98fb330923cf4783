-- What does not add up inside the remittances, to the cent, with the claim and the line where it is.
with
differences as (
    select * from {{ ref('int_remittance_differences') }}
),

remittances as (
    select * from {{ ref('remittances') }}
),

claims as (
    select
        remittance_id,
        claim_position,
        claim_number,
        _line
    from {{ ref('stg_remittance_claims') }}
),

final as (
    select
        differences.remittance_difference_id,
        differences.remittance_id,
        remittances.entity_id,
        remittances.payer_name,
        remittances.trace_number,
        differences.equation,
        differences.severity,
        claims.claim_number,
        cast(differences.claim_position as integer) as claim_position,
        cast(differences.service_position as integer) as service_position,
        cast(differences.computed_amount as decimal(18, 2)) as computed_amount,
        cast(differences.stated_amount as decimal(18, 2)) as stated_amount,
        cast(differences.difference_amount as decimal(18, 2)) as difference_amount,
        remittances._file_id,
        coalesce(claims._line, remittances._line) as _line
    from differences
    inner join remittances
        on differences.remittance_id = remittances.remittance_id
    left join claims
        on
            differences.remittance_id = claims.remittance_id
            and differences.claim_position = claims.claim_position
)

select * from final
