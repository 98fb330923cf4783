-- Remittances posted late: until their posting they were told as not posted. That they were late is told on.
with
late_postings as (
    select
        coded.remittance_id,
        coded.deposit_id,
        coded.amount,
        coded.subject_date,
        postings.posting_date
    from {{ ref('int_remittance_posting_codes') }} as coded
    inner join {{ ref('int_remittance_postings') }} as postings
        on coded.remittance_id = postings.remittance_id
    where coded.code = 'PST-LATE'
),

final as (
    select
        'PST-NONE' as code,
        remittances.entity_id,
        'posting' as subject_kind,
        remittances.remittance_id as subject_id,
        late_postings.deposit_id as related_id,
        remittances.trace_number as reference,
        case remittances.payment_method when 'CHK' then 'check' else 'eft' end as channel,
        payers.payer_name,
        late_postings.amount,
        late_postings.subject_date,
        late_postings.posting_date as settled_date,
        'posting' as evidence_kind,
        remittances.remittance_id as evidence_id,
        cast(null as {{ type_text() }}) as evidence_file_id,
        cast(null as integer) as evidence_line,
        remittances._file_id,
        remittances._line
    from late_postings
    inner join {{ ref('stg_remittance_payments') }} as remittances
        on late_postings.remittance_id = remittances.remittance_id
    inner join {{ ref('int_remittance_payers') }} as payers
        on late_postings.remittance_id = payers.remittance_id
)

select * from final
