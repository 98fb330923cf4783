-- Remittances without their money, and remittances that do not add up, as exceptions. A remittance whose number stands
-- on an open bank line with another amount is told at the bank line, once.
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
        remittances._file_id,
        remittances._line
    from {{ ref('stg_remittance_payments') }} as remittances
    inner join {{ ref('int_remittance_payers') }} as payers
        on remittances.remittance_id = payers.remittance_id
),

unfunded as (
    select
        'ERA-NOEFT' as code,
        remittance_id,
        cast(null as decimal(18, 2)) as difference_amount
    from {{ ref('int_remittance_funding') }}
    where
        funding_state = 'missing'
        and contested_deposit_id is null
),

unbalanced as (
    select
        'ERA-UNBAL' as code,
        remittance_id,
        balance_difference as difference_amount
    from {{ ref('int_remittance_balances') }}
    where not is_balanced
),

troubles as (
    select * from unfunded
    union all
    select * from unbalanced
),

final as (
    select
        troubles.code,
        remittances.entity_id,
        'remittance' as subject_kind,
        remittances.remittance_id as subject_id,
        cast(null as {{ type_text() }}) as related_id,
        remittances.trace_number as reference,
        remittances.channel,
        remittances.payer_name,
        remittances.payment_amount as amount,
        troubles.difference_amount,
        remittances.payment_date as subject_date,
        remittances._file_id,
        remittances._line
    from troubles
    inner join remittances
        on troubles.remittance_id = remittances.remittance_id
)

select * from final
