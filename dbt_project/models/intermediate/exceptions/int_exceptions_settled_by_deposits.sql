-- Remittances, card payouts and batches of the desk whose money came late: until then they were exceptions. The last
-- deposit settles what came in parts.
with
deposits as (
    select
        matches.evidence_kind,
        matches.evidence_id,
        matches.deposit_id,
        matches.deposit_date,
        bank_lines._file_id,
        bank_lines._line
    from {{ ref('int_deposit_matches') }} as matches
    inner join {{ ref('int_bank_lines') }} as bank_lines
        on matches.deposit_id = bank_lines.deposit_id
    qualify
        row_number() over (
            partition by matches.evidence_kind, matches.evidence_id
            order by matches.deposit_date desc, matches.deposit_id asc
        ) = 1
),

subjects as (
    select
        'ERA-NOEFT' as code,
        remittances.entity_id,
        'remittance' as evidence_kind,
        'remittance' as subject_kind,
        remittances.remittance_id as subject_id,
        remittances.trace_number as reference,
        case remittances.payment_method when 'CHK' then 'check' else 'eft' end as channel,
        payers.payer_name,
        remittances.payment_amount as amount,
        remittances.payment_date as subject_date,
        arrivals.arrived_date,
        remittances._file_id,
        remittances._line
    from {{ ref('stg_remittance_payments') }} as remittances
    inner join {{ ref('int_remittance_payers') }} as payers
        on remittances.remittance_id = payers.remittance_id
    inner join {{ ref('int_remittance_verdicts') }} as verdicts
        on
            remittances.remittance_id = verdicts.remittance_id
            and verdicts.is_leading
    inner join {{ ref('stg_remittance_arrivals') }} as arrivals
        on remittances.remittance_id = arrivals.remittance_id
    where remittances.payment_amount > 0
    union all
    select
        'CRD-FUND' as code,
        entity_id,
        'card_payout' as evidence_kind,
        'card_payout' as subject_kind,
        card_payout_id as subject_id,
        payout_number as reference,
        'card' as channel,
        cast(null as {{ type_text() }}) as payer_name,
        amount,
        payout_date as subject_date,
        payout_date as arrived_date,
        _file_id,
        _line
    from {{ ref('stg_card_payouts') }}
    union all
    select
        'BNK-DITOLD' as code,
        entity_id,
        'pm_batch' as evidence_kind,
        'desk' as subject_kind,
        pm_batch_id as subject_id,
        batch_number as reference,
        'desk' as channel,
        cast(null as {{ type_text() }}) as payer_name,
        batch_amount as amount,
        batch_date as subject_date,
        batch_date as arrived_date,
        cast(null as {{ type_text() }}) as _file_id,
        cast(null as integer) as _line
    from {{ ref('int_pm_batches') }}
    where batch_amount > 0
),

final as (
    select
        subjects.code,
        subjects.entity_id,
        subjects.subject_kind,
        subjects.subject_id,
        deposits.deposit_id as related_id,
        subjects.reference,
        subjects.channel,
        subjects.payer_name,
        subjects.amount,
        subjects.subject_date,
        deposits.deposit_date as settled_date,
        'deposit' as evidence_kind,
        deposits.deposit_id as evidence_id,
        deposits._file_id as evidence_file_id,
        deposits._line as evidence_line,
        subjects._file_id,
        subjects._line
    from subjects
    inner join deposits
        on
            subjects.evidence_kind = deposits.evidence_kind
            and subjects.subject_id = deposits.evidence_id
    -- nobody missed the money of what had not arrived yet
    where subjects.arrived_date < deposits.deposit_date
)

select * from final
