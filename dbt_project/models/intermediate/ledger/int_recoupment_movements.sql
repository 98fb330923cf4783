-- What raises and lowers our debt to a payer: provider adjustments of the recoupment ledger (WO, FB, 72) in remittances
-- that count, and refunds to the payer that cleared. A negative adjustment announces or carries on a debt, a positive
-- one takes it. Movements that speak of one thing share a ledger key: the payer's claim number, or the remittance a
-- balance comes from.
with
adjustments as (
    select
        adjustments.provider_adjustment_id as movement_id,
        payments.entity_id,
        payers.payer_id,
        payers.payer_name,
        adjustments.reason_code as kind,
        adjustments.remittance_id,
        payments.trace_number,
        cast(null as {{ type_text() }}) as refund_number,
        payments.payment_date as movement_date,
        -- free text of the payer may hold a patient's account: only a claim number we know is shown
        named.known_claim_number as reference,
        coalesce(named.known_claim_number, upper(adjustments.reference), '') as ledger_key,
        adjustments.amount,
        adjustments._file_id,
        adjustments._line
    from {{ ref('stg_provider_adjustments') }} as adjustments
    inner join {{ ref('plb_routes') }} as routes
        on
            adjustments.reason_code = routes.reason_code
            and routes.route = 'recoupment'
    inner join {{ ref('stg_remittance_payments') }} as payments
        on adjustments.remittance_id = payments.remittance_id
    inner join {{ ref('int_remittance_groups') }} as parts
        on
            adjustments.remittance_id = parts.remittance_id
            and not parts.is_repeated
    inner join {{ ref('int_remittance_payers') }} as payers
        on adjustments.remittance_id = payers.remittance_id
    left join {{ ref('int_provider_adjustment_references') }} as named
        on adjustments.provider_adjustment_id = named.provider_adjustment_id
    left join {{ ref('int_remittance_strays') }} as strays
        on adjustments.remittance_id = strays.remittance_id
    where strays.remittance_id is null
),

payee_names as (
    select
        upper(alias) as payee_name,
        min(payer_id) as payer_id
    from {{ ref('payer_aliases') }}
    where alias_kind in ('835_name', 'pm_name')
    group by upper(alias)
    having count(distinct payer_id) = 1
),

claim_keys as (
    select
        claims.entity_id,
        claims.claim_number,
        payers.payer_id,
        min(upper(claims.payer_claim_number)) as ledger_key
    from {{ ref('stg_remittance_claims') }} as claims
    inner join {{ ref('int_remittance_payers') }} as payers
        on claims.remittance_id = payers.remittance_id
    group by claims.entity_id, claims.claim_number, payers.payer_id
),

refunds as (
    select
        refunds.refund_id as movement_id,
        refunds.entity_id,
        payee_names.payer_id,
        payers.payer_name,
        'refund' as kind,
        cast(null as {{ type_text() }}) as remittance_id,
        cast(null as {{ type_text() }}) as trace_number,
        refunds.refund_number,
        refunds.cleared_date as movement_date,
        refunds.claim_number as reference,
        coalesce(claim_keys.ledger_key, refunds.claim_number, '') as ledger_key,
        refunds.amount,
        refunds._file_id,
        refunds._line
    from {{ ref('stg_refunds') }} as refunds
    inner join payee_names
        on upper(refunds.payee_name) = payee_names.payee_name
    left join {{ ref('payers') }} as payers
        on payee_names.payer_id = payers.payer_id
    left join claim_keys
        on
            refunds.entity_id = claim_keys.entity_id
            and refunds.claim_number = claim_keys.claim_number
            and payee_names.payer_id = claim_keys.payer_id
    where
        refunds.payee_type = 'payer'
        and refunds.cleared_date is not null
        and refunds.voided_date is null
),

movements as (
    select * from adjustments
    union all
    select * from refunds
),

final as (
    select
        *,
        -- remittances of one day, and the lines of one, come in any order: what raises the debt is first
        row_number() over (
            partition by entity_id, payer_id
            order by movement_date, sign(amount), coalesce(remittance_id, ''), amount, movement_id
        ) as movement_number
    from movements
)

select * from final
