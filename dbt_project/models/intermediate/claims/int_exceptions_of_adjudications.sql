-- Decisions of payers that contradict an earlier one: reversals that do not take back what was decided, write-offs
-- counted twice, as exceptions.
with
troubles as (
    select
        'ERA-REVMIS' as code,
        remittance_id,
        {{ surrogate_key(['remittance_id', 'claim_position']) }} as subject_id,
        claim_number,
        difference_amount as amount
    from {{ ref('int_reversal_differences') }}
    union all
    select
        'ERA-SECCO' as code,
        remittance_id,
        {{ surrogate_key(['entity_id', 'claim_number', 'payer_sequence']) }} as subject_id,
        claim_number,
        amount
    from {{ ref('int_double_contractuals') }}
),

final as (
    select
        troubles.code,
        remittances.entity_id,
        'claim' as subject_kind,
        troubles.subject_id,
        troubles.remittance_id as related_id,
        troubles.claim_number as reference,
        case remittances.payment_method when 'CHK' then 'check' else 'eft' end as channel,
        payers.payer_name,
        troubles.amount,
        troubles.amount as difference_amount,
        remittances.payment_date as subject_date,
        remittances._file_id,
        remittances._line
    from troubles
    inner join {{ ref('stg_remittance_payments') }} as remittances
        on troubles.remittance_id = remittances.remittance_id
    inner join {{ ref('int_remittance_payers') }} as payers
        on troubles.remittance_id = payers.remittance_id
)

select * from final
