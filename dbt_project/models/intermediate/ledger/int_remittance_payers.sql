-- Who pays a remittance, under our own name of the payer: the originating company decides, then the payer's identifier,
-- then its name.
with
remittances as (
    select
        remittance_id,
        payer_identifier,
        payer_id,
        payer_name
    from {{ ref('stg_remittance_payments') }}
),

aliases as (
    select
        alias_kind,
        upper(alias) as alias_text,
        payer_id
    from {{ ref('payer_aliases') }}
),

payers as (
    select
        payer_id,
        payer_name,
        financial_class
    from {{ ref('payers') }}
),

resolved as (
    select
        remittances.remittance_id,
        remittances.payer_id as stated_payer_id,
        remittances.payer_name as stated_payer_name,
        coalesce(by_company.payer_id, by_identifier.payer_id, by_name.payer_id) as known_payer_id
    from remittances
    left join aliases as by_company
        on
            by_company.alias_kind = 'trn03'
            and upper(remittances.payer_identifier) = by_company.alias_text
    left join aliases as by_identifier
        on
            by_identifier.alias_kind = '835_id'
            and upper(remittances.payer_id) = by_identifier.alias_text
    left join aliases as by_name
        on
            by_name.alias_kind = '835_name'
            and upper(remittances.payer_name) = by_name.alias_text
),

final as (
    select
        resolved.remittance_id,
        coalesce(resolved.known_payer_id, resolved.stated_payer_id) as payer_id,
        coalesce(payers.payer_name, resolved.stated_payer_name) as payer_name,
        coalesce(payers.financial_class, 'unknown') as financial_class,
        resolved.known_payer_id is not null as is_known_payer
    from resolved
    left join payers
        on resolved.known_payer_id = payers.payer_id
)

select * from final
