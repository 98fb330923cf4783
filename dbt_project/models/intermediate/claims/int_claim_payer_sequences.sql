with
claims as (
    select * from {{ ref('stg_remittance_claims') }}
),

families as (
    select * from {{ ref('int_claim_families') }}
),

-- Who pays first according to the PM; a claim whose lines disagree says nothing.
pm_payers as (
    select
        entity_id,
        upper(trim(claim_number)) as claim_number,
        min(payer_name) as primary_payer_name,
        min(secondary_payer_name) as secondary_payer_name
    from {{ ref('int_charges_with_payers') }}
    where claim_number is not null and not is_self_pay
    group by entity_id, upper(trim(claim_number))
    having
        min(payer_name) = max(payer_name)
        and coalesce(min(secondary_payer_name), '') = coalesce(max(secondary_payer_name), '')
        and min(payer_name) <> coalesce(min(secondary_payer_name), '')
),

stated as (
    select
        claims.transaction_digest,
        claims.claim_position,
        families.claim_family_id,
        families.payer_name,
        case
            when families.payer_name = pm_payers.primary_payer_name then 1
            when families.payer_name = pm_payers.secondary_payer_name then 2
            when claims.claim_status in ('1', '19') then 1
            when claims.claim_status in ('2', '20') then 2
            when claims.claim_status in ('3', '21') then 3
        end as stated_sequence
    from claims
    inner join families
        on
            claims.transaction_digest = families.transaction_digest
            and claims.claim_position = families.claim_position
    left join pm_payers
        on
            claims.entity_id = pm_payers.entity_id
            and upper(trim(claims.claim_number)) = pm_payers.claim_number
),

-- A reversal (22) does not say whose it is: it takes the sequence of the same payer's other adjudications of the claim.
final as (
    select
        transaction_digest,
        claim_position,
        cast(
            coalesce(
                stated_sequence,
                max(stated_sequence) over (partition by claim_family_id, payer_name),
                min(stated_sequence) over (partition by claim_family_id),
                1
            ) as integer
        ) as payer_sequence
    from stated
)

select * from final
