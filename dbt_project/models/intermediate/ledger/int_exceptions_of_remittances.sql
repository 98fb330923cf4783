-- Remittances without their money, that do not add up, lack a part, or came again, as exceptions. Parts of one payment
-- are told once, at the first.
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

verdicts as (
    select * from {{ ref('int_remittance_verdicts') }}
),

unfunded as (
    select
        code,
        remittance_id,
        related_id,
        cast(null as decimal(18, 2)) as amount,
        cast(null as decimal(18, 2)) as difference_amount
    from {{ ref('int_unfunded_remittances') }}
),

repeated as (
    select
        'ERA-DUP' as code,
        repeats.remittance_id,
        cast(null as {{ type_text() }}) as related_id,
        cast(null as decimal(18, 2)) as amount,
        cast(null as decimal(18, 2)) as difference_amount
    from {{ ref('stg_repeated_remittances') }} as repeats
    inner join verdicts
        on repeats.remittance_id = verdicts.remittance_id
    -- one that also differs from the payment it repeats is told as that
    where not verdicts.is_repeated
),

unbalanced as (
    select
        case
            when is_repeated then 'ERA-DUP'
            when group_state = 'part missing' then 'ERA-SPLITMISS'
            else 'ERA-UNBAL'
        end as code,
        remittance_id,
        cast(null as {{ type_text() }}) as related_id,
        -- what is missing, not what came
        case when not is_repeated and group_state = 'part missing' then -group_difference_amount end as amount,
        case
            when is_repeated then null
            when group_difference_amount <> 0 then group_difference_amount
            else largest_error_amount
        end as difference_amount
    from verdicts
    where
        error_count > 0
        or is_repeated
),

troubles as (
    select * from unfunded
    union all
    select * from repeated
    union all
    select * from unbalanced
),

final as (
    select
        troubles.code,
        remittances.entity_id,
        'remittance' as subject_kind,
        remittances.remittance_id as subject_id,
        troubles.related_id,
        remittances.trace_number as reference,
        remittances.channel,
        remittances.payer_name,
        coalesce(troubles.amount, remittances.payment_amount) as amount,
        troubles.difference_amount,
        remittances.payment_date as subject_date,
        remittances._file_id,
        remittances._line
    from troubles
    inner join remittances
        on troubles.remittance_id = remittances.remittance_id
)

select * from final
