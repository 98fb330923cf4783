-- Which money each piece of evidence speaks of. Remittances of one payer under one number are one money, for the PM
-- system knows them by it; evidence a bank credit cannot choose between is one money as well.
with
remittances as (
    select
        'remittance' as evidence_kind,
        payments.remittance_id as evidence_id,
        entities.money_entity_id as entity_id,
        payments.payment_date as evidence_date,
        payments.trace_number as reference,
        {{ normalise_reference('payments.trace_number') }} as reference_key,
        payers.payer_id,
        case payments.payment_method when 'CHK' then 'check' when 'FWT' then 'wire' else 'eft' end as channel
    from {{ ref('stg_remittance_payments') }} as payments
    inner join {{ ref('int_remittance_payers') }} as payers
        on payments.remittance_id = payers.remittance_id
    inner join {{ ref('int_money_entities') }} as entities
        on payments.entity_id = entities.entity_id
),

known as (
    select
        evidence_kind,
        evidence_id,
        case
            when reference_key is null then {{ surrogate_key(["'remittance'", 'evidence_id']) }}
            else {{ surrogate_key(["'remittance'", 'entity_id', 'reference_key', 'payer_id']) }}
        end as own_money_id,
        entity_id,
        evidence_date,
        reference,
        reference_key,
        payer_id,
        channel
    from remittances
    union all
    select
        evidence_kind,
        evidence_id,
        case
            when pm_batch_id is not null then {{ surrogate_key(["'pm_batch'", 'pm_batch_id']) }}
            else {{ surrogate_key(['evidence_kind', 'evidence_id']) }}
        end as own_money_id,
        entity_id,
        evidence_date,
        reference,
        reference_key,
        cast(null as {{ type_text() }}) as payer_id,
        channel
    from {{ ref('int_money_batches') }}
),

tied as (
    select
        known.own_money_id,
        min(tie_members.tie_id) as tie_id
    from known
    inner join {{ ref('int_money_ties') }} as tie_members
        on
            known.evidence_id = tie_members.member_id
            and tie_members.member_kind = 'evidence'
    group by known.own_money_id
),

final as (
    select
        known.evidence_kind,
        known.evidence_id,
        case
            when tied.tie_id is null then known.own_money_id
            else {{ surrogate_key(["'tie'", 'tied.tie_id']) }}
        end as money_id,
        known.entity_id,
        known.evidence_date,
        known.reference,
        known.reference_key,
        known.payer_id,
        known.channel
    from known
    left join tied
        on known.own_money_id = tied.own_money_id
)

select * from final
