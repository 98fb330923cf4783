-- The strongest key: the remittance's trace number stands in the bank line, the line names the remittance's payer, and
-- the amounts are equal. It decides where two payers use one number for one amount.
with
pairs as (
    select key_pairs.*
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
    {{ matches_of_keys('pairs', rule='payer_and_trace_number') }}
)

select * from final
