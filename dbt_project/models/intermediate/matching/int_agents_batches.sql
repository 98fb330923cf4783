-- Money of patients that others gather and send on in one credit, as evidence: statements of collection agencies, net
-- of their share, and settled batches of the payment portal.
with
agency_statements as (
    select
        'agency_collection' as evidence_kind,
        {{ surrogate_key(['agency', 'statement_number']) }} as evidence_id,
        case when min(entity_id) = max(entity_id) then min(entity_id) else 'unassigned' end as entity_id,
        cast(sum(net_amount) as decimal(18, 2)) as evidence_amount,
        max(statement_date) as evidence_date,
        'statement_number' as key_name,
        statement_number as key_text
    from {{ ref('stg_agency_collections') }}
    group by agency, statement_number
    having sum(net_amount) > 0
),

portal_batches as (
    select
        'portal_batch' as evidence_kind,
        {{ surrogate_key(['gateway', 'batch_number']) }} as evidence_id,
        case when min(entity_id) = max(entity_id) then min(entity_id) else 'unassigned' end as entity_id,
        cast(sum(amount) as decimal(18, 2)) as evidence_amount,
        max(coalesce(settled_date, submitted_date)) as evidence_date,
        'portal_batch_number' as key_name,
        batch_number as key_text
    from {{ ref('stg_portal_payments') }}
    -- what came back later was in the batch when the bank credited it
    where
        batch_number is not null
        and settled_date is not null
    group by gateway, batch_number
    having sum(amount) > 0
),

final as (
    select * from agency_statements
    union all
    select * from portal_batches
)

select * from final
