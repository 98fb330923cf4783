-- Evidence that is no remittance, as money: payouts, slips, batches of agencies and portals, checks of the lockbox.
with
-- payouts and batches of nothing bring the bank nothing, and still settle what was posted
listed as (
    select
        'card_payout' as evidence_kind,
        card_payout_id as evidence_id,
        entity_id,
        payout_date as evidence_date,
        payout_number as reference,
        'card' as channel
    from {{ ref('stg_card_payouts') }}
    union all
    select
        'pm_batch' as evidence_kind,
        pm_batch_id as evidence_id,
        entity_id,
        batch_date as evidence_date,
        batch_number as reference,
        'desk' as channel
    from {{ ref('int_pm_batches') }}
    union all
    select
        evidence_kind,
        evidence_id,
        entity_id,
        evidence_date,
        key_text as reference,
        case evidence_kind when 'lockbox_item' then 'check' else 'eft' end as channel
    from {{ ref('int_deposit_evidence') }}
    where evidence_kind not in ('remittance', 'card_payout', 'pm_batch')
),

-- what an agency or a portal sends may be a batch of the PM system under the same number: the same money
slips as (
    select
        entity_id,
        reference,
        min(evidence_id) as pm_batch_id
    from listed
    where evidence_kind = 'pm_batch'
    group by entity_id, reference
),

final as (
    select
        listed.evidence_kind,
        listed.evidence_id,
        entities.money_entity_id as entity_id,
        listed.evidence_date,
        listed.reference,
        {{ normalise_reference('listed.reference') }} as reference_key,
        listed.channel,
        slips.pm_batch_id
    from listed
    left join slips
        on
            listed.entity_id = slips.entity_id
            and listed.reference = slips.reference
            and listed.evidence_kind not in ('card_payout', 'lockbox_item')
    inner join {{ ref('int_money_entities') }} as entities
        on listed.entity_id = entities.entity_id
)

select * from final
