-- What insurers still owe on each claim by the PM system.
with
final as (
    select
        entity_id,
        claim_key,
        cast(sum(open_amount) as decimal(18, 2)) as open_amount
    from {{ ref('int_insurance_balances') }}
    group by entity_id, claim_key
)

select * from final
