with
latest as (
    {{
        latest_delivery('agency_collection', [
            'agency',
            'statement_number',
            'account_number',
        ])
    }}
),

claims as (
    select
        claim_number,
        min(entity_id) as entity_id
    from {{ ref('stg_pm_charges') }}
    where entity_id <> 'unassigned'
    group by claim_number
    having count(distinct entity_id) = 1
),

only_entity as (
    select min(entity_id) as entity_id
    from {{ ref('entities') }}
    having count(*) = 1
),

final as (
    select
        {{
            surrogate_key([
                'latest.agency',
                'latest.statement_number',
                'latest.account_number',
            ])
        }} as agency_collection_id,
        coalesce(claims.entity_id, only_entity.entity_id, 'unassigned') as entity_id,
        latest.agency,
        latest.statement_number,
        latest.statement_date,
        latest.account_number,
        latest.claim_number,
        latest.debtor_name,
        latest.placed_date,
        latest.placed_amount,
        latest.collected_amount,
        latest.fee_amount,
        latest.net_amount,
        latest._file_id,
        latest._line
    from latest
    left join claims
        on latest.claim_number = claims.claim_number
    left join only_entity on true
)

select * from final
