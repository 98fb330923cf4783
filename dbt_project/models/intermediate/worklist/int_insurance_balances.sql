-- What insurers still owe by the PM system, per charge line and claim number it may have been billed under. A charge
-- the PM system knows and shows no balance for is settled: nothing of it is open.
with
charges as (
    select distinct
        entity_id,
        charge_number,
        claim_number
    from {{ ref('int_charge_claims') }}
),

open_items as (
    select
        entity_id,
        upper(charge_number) as charge_number,
        sum(open_amount) as open_amount
    from {{ ref('ar_open_items') }}
    where responsible_party = 'insurance'
    group by entity_id, upper(charge_number)
),

final as (
    select
        charges.entity_id,
        charges.claim_number as claim_key,
        charges.charge_number,
        cast(coalesce(greatest(open_items.open_amount, 0), 0) as decimal(18, 2)) as open_amount
    from charges
    left join open_items
        on
            charges.entity_id = open_items.entity_id
            and charges.charge_number = open_items.charge_number
)

select * from final
