-- The strongest key: the remittance's trace number stands in the bank line, the line names the remittance's payer, and
-- the amounts are equal. It decides where two payers use one number for one amount.
with
pairs as (
    select
        key_pairs.deposit_id,
        key_pairs.evidence_kind,
        key_pairs.evidence_id,
        key_pairs.deposit_amount,
        key_pairs.evidence_amount,
        key_pairs.deposit_date,
        key_pairs.evidence_date,
        key_pairs.days_apart,
        key_pairs.key_name,
        key_pairs.key_value
    from {{ ref('int_deposit_key_pairs') }} as key_pairs
    inner join {{ ref('int_bank_line_payers') }} as named
        on key_pairs.deposit_id = named.deposit_id
    inner join {{ ref('int_remittance_payers') }} as paying
        on
            key_pairs.evidence_id = paying.remittance_id
            and named.payer_id = paying.payer_id
    where
        key_pairs.key_name = 'trace_number'
        and key_pairs.is_full_key
        and key_pairs.deposit_amount = key_pairs.evidence_amount
),

final as (
    select
        deposit_id,
        evidence_kind,
        evidence_id,
        'payer_and_trace_number' as rule,
        deposit_amount,
        evidence_amount,
        deposit_date,
        evidence_date,
        days_apart,
        key_name,
        key_value,
        greatest(
            count(*) over (partition by deposit_id),
            count(*) over (partition by evidence_id)
        ) - 1 as alternatives_count
    from pairs
)

select * from final
