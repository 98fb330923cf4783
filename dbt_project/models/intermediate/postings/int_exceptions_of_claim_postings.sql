-- Claims whose lines the PM system shows otherwise than the payers decided, as exceptions: one for each claim and
-- payer.
with
told as (
    select
        code,
        entity_id,
        subject_id,
        claim_number,
        payer_sequence,
        remittance_id,
        trace_number,
        payer_name,
        posting_date,
        amount,
        difference_amount
    from {{ ref('int_claim_posting_codes') }}
    where
        code is not null
        and not is_told_with_remittance
        and not is_other_side
),

quiet as (
    select
        'PST-DENWO' as code,
        *,
        -amount as difference_amount
    from {{ ref('int_denials_written_off') }}
    union all
    select
        'PST-PR' as code,
        entity_id,
        claim_number,
        payer_sequence,
        payer_name,
        remittance_id,
        trace_number,
        posting_date,
        amount,
        left_amount as difference_amount
    from {{ ref('int_patient_shares_left') }}
),

claims as (
    select * from told
    union all
    select
        quiet.code,
        quiet.entity_id,
        {{ surrogate_key(['quiet.entity_id', 'quiet.claim_number', 'quiet.payer_sequence']) }} as subject_id,
        quiet.claim_number,
        quiet.payer_sequence,
        quiet.remittance_id,
        quiet.trace_number,
        quiet.payer_name,
        quiet.posting_date,
        quiet.amount,
        quiet.difference_amount
    from quiet
    left join told
        on
            quiet.entity_id = told.entity_id
            and quiet.claim_number = told.claim_number
            and quiet.payer_sequence = told.payer_sequence
    where told.subject_id is null
),

remittances as (
    select
        remittance_id,
        case payment_method when 'CHK' then 'check' else 'eft' end as channel,
        payment_date,
        _file_id,
        _line
    from {{ ref('stg_remittance_payments') }}
),

final as (
    select
        claims.code,
        claims.entity_id,
        'posting' as subject_kind,
        claims.subject_id,
        claims.remittance_id as related_id,
        coalesce(claims.claim_number, claims.trace_number) as reference,
        remittances.channel,
        claims.payer_name,
        claims.amount,
        claims.difference_amount,
        coalesce(claims.posting_date, remittances.payment_date) as subject_date,
        remittances._file_id,
        remittances._line
    from claims
    inner join remittances
        on claims.remittance_id = remittances.remittance_id
)

select * from final
