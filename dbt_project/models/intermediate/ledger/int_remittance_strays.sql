-- Remittances whose payee is another taxpayer than any entity here: the payer sent us somebody else's advice.
with
remittances as (
    select
        remittance_id,
        payee_name,
        payee_tax_id
    from {{ ref('stg_remittance_payments') }}
    where
        entity_id = 'unassigned'
        -- a payee without a tax number may well be one of us
        and payee_tax_id is not null
),

final as (
    select
        remittance_id,
        payee_name,
        payee_tax_id
    from remittances
)

select * from final
