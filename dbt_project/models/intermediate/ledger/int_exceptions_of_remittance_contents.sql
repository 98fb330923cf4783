-- What stands in remittances and cannot be taken as it is, as exceptions: a payer no list knows, reason codes no list
-- knows, money taken back without a known cause. Advices of another practice are told as such, not here.
with
remittances as (
    select
        remittances.remittance_id,
        remittances.entity_id,
        remittances.trace_number,
        remittances.payment_date,
        remittances.payment_amount,
        case remittances.payment_method when 'CHK' then 'check' else 'eft' end as channel,
        payers.payer_name,
        payers.is_known_payer,
        parts.is_leading,
        remittances._file_id,
        remittances._line
    from {{ ref('stg_remittance_payments') }} as remittances
    inner join {{ ref('int_remittance_payers') }} as payers
        on remittances.remittance_id = payers.remittance_id
    inner join {{ ref('int_remittance_groups') }} as parts
        on
            remittances.remittance_id = parts.remittance_id
            and not parts.is_repeated
    left join {{ ref('int_remittance_strays') }} as strays
        on remittances.remittance_id = strays.remittance_id
    where strays.remittance_id is null
),

unknown_codes as (
    select * from {{ ref('int_unknown_codes') }}
),

orphans as (
    select
        remittance_id,
        sum(amount) as amount
    from {{ ref('int_recoupments') }}
    where state = 'orphan'
    group by remittance_id
),

troubles as (
    select
        'DQ-PAYER' as code,
        remittance_id,
        'remittance' as subject_kind,
        remittance_id as subject_id,
        trace_number as reference,
        payment_amount as amount
    from remittances
    where
        not is_known_payer
        and is_leading
    union all
    select
        'ERA-UNKCODE' as code,
        unknown_codes.remittance_id,
        case when unknown_codes.remittance_claim_id is null then 'remittance' else 'claim' end as subject_kind,
        coalesce(unknown_codes.remittance_claim_id, unknown_codes.remittance_id) as subject_id,
        coalesce(unknown_codes.claim_number, remittances.trace_number) as reference,
        unknown_codes.amount
    from unknown_codes
    inner join remittances
        on unknown_codes.remittance_id = remittances.remittance_id
    union all
    select
        'ERA-WOORPH' as code,
        orphans.remittance_id,
        'remittance' as subject_kind,
        orphans.remittance_id as subject_id,
        remittances.trace_number as reference,
        orphans.amount
    from orphans
    inner join remittances
        on orphans.remittance_id = remittances.remittance_id
),

final as (
    select
        troubles.code,
        remittances.entity_id,
        troubles.subject_kind,
        troubles.subject_id,
        troubles.remittance_id as related_id,
        troubles.reference,
        remittances.channel,
        remittances.payer_name,
        troubles.amount,
        cast(null as decimal(18, 2)) as difference_amount,
        remittances.payment_date as subject_date,
        remittances._file_id,
        remittances._line
    from troubles
    inner join remittances
        on troubles.remittance_id = remittances.remittance_id
)

select * from final
