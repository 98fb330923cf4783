-- The numbers under which each charge line may have been billed: that of its claim, those of the claims or invoices its
-- movements name, and patient and encounter together, as systems bill that count claims by encounter.
with
charges as (
    select
        entity_id,
        practice_id,
        charge_number,
        claim_number
    from {{ ref('int_pm_charges') }}
),

movements as (
    select distinct
        practice_id,
        charge_number,
        claim_number,
        patient_number
    from {{ ref('stg_pm_transactions') }}
    where
        charge_number is not null
        and claim_number is not null
        and not {{ is_void() }}
),

moved as (
    select
        charges.entity_id,
        charges.practice_id,
        charges.charge_number,
        trim(movements.claim_number) as claim_number,
        trim(movements.patient_number) as patient_number
    from charges
    inner join movements
        on
            charges.practice_id = movements.practice_id
            and charges.charge_number = movements.charge_number
),

final as (
    select
        entity_id,
        practice_id,
        upper(charge_number) as charge_number,
        upper(trim(claim_number)) as claim_number
    from charges
    where claim_number is not null
    union
    select
        entity_id,
        practice_id,
        upper(charge_number) as charge_number,
        upper(claim_number) as claim_number
    from moved
    union
    select
        entity_id,
        practice_id,
        upper(charge_number) as charge_number,
        upper(concat(patient_number, '-', claim_number)) as claim_number
    from moved
    where patient_number is not null
)

select * from final
