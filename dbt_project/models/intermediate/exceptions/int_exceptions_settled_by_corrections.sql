-- Deposits that were not their slip or their lockbox file until the bank corrected what it had encoded: until then they
-- were told as such. The correcting line of the bank is what settles them.
with
corrections as (
    select * from {{ ref('int_deposit_corrections') }}
),

differences as (
    select
        deposit_id,
        key_value,
        difference_amount
    from {{ ref('int_match_differences') }}
    where code = 'BNK-ENC'
),

bank_lines as (
    select * from {{ ref('int_bank_lines') }}
),

payers as (
    select
        deposit_id,
        payer_name
    from {{ ref('int_bank_line_payers') }}
),

final as (
    select
        'BNK-ENC' as code,
        deposits.entity_id,
        'deposit' as subject_kind,
        deposits.deposit_id as subject_id,
        corrections.correction_id as related_id,
        coalesce(differences.key_value, deposits.customer_reference, deposits.bank_reference) as reference,
        deposits.channel,
        payers.payer_name,
        abs(differences.difference_amount) as amount,
        deposits.deposit_date as subject_date,
        corrections.correction_date as settled_date,
        'bank_line' as evidence_kind,
        corrections.correction_id as evidence_id,
        lines_of_bank._file_id as evidence_file_id,
        lines_of_bank._line as evidence_line,
        deposits._file_id,
        deposits._line
    from corrections
    inner join differences
        on corrections.deposit_id = differences.deposit_id
    inner join bank_lines as deposits
        on corrections.deposit_id = deposits.deposit_id
    inner join bank_lines as lines_of_bank
        on corrections.correction_id = lines_of_bank.deposit_id
    left join payers
        on corrections.deposit_id = payers.deposit_id
)

select * from final
