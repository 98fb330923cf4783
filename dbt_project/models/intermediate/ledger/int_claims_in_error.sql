-- Claims of remittances that do not add up by themselves: what they say of a charge line proves nothing.
with
final as (
    select distinct
        remittance_id,
        claim_position
    from {{ ref('int_claim_differences') }}
    where severity = 'error'
)

select * from final
