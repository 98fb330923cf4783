-- Where each piece of evidence stands: its file and line, the first one of a statement or batch of several rows. What a
-- day's desk took is no row of a file; its payments are.
with
found as (
    select
        'remittance' as evidence_kind,
        remittance_id as evidence_id,
        _file_id,
        _line
    from {{ ref('stg_remittance_payments') }}
    union all
    select
        'card_payout' as evidence_kind,
        card_payout_id as evidence_id,
        _file_id,
        _line
    from {{ ref('stg_card_payouts') }}
    union all
    select
        'lockbox_item' as evidence_kind,
        lockbox_item_id as evidence_id,
        _file_id,
        _line
    from {{ ref('stg_lockbox_items') }}
    union all
    select
        'agency_collection' as evidence_kind,
        {{ surrogate_key(['agency', 'statement_number']) }} as evidence_id,
        _file_id,
        _line
    from {{ ref('stg_agency_collections') }}
    union all
    select
        'portal_batch' as evidence_kind,
        {{ surrogate_key(['gateway', 'batch_number']) }} as evidence_id,
        _file_id,
        _line
    from {{ ref('stg_portal_payments') }}
    where settled_date is not null
),

final as (
    select
        evidence_kind,
        evidence_id,
        _file_id,
        _line
    from found
    qualify
        row_number() over (
            partition by evidence_kind, evidence_id
            order by _file_id, _line
        ) = 1
)

select * from final
