-- Every bank line with what each other system says of it, before days and differences are counted.
with
bank_lines as (
    select * from {{ ref('int_bank_lines') }}
),

states as (
    select * from {{ ref('int_bank_line_states') }}
),

matches as (
    select * from {{ ref('int_matched_deposits') }}
),

postings as (
    select * from {{ ref('int_deposit_postings') }}
),

bookings as (
    select * from {{ ref('int_bank_line_bookings') }}
),

named_payers as (
    select
        deposit_id,
        payer_name
    from {{ ref('int_bank_line_payers') }}
),

final as (
    select
        bank_lines.deposit_id as bank_transaction_id,
        bank_lines.entity_id,
        bank_lines.account_number,
        bank_lines.deposit_date as statement_date,
        bank_lines.direction,
        bank_lines.channel,
        states.state,
        coalesce(matches.rule, states.classification, states.exception_code) as class,
        bank_lines.amount as bank_amount,
        matches.evidence_kind,
        matches.evidence_id,
        coalesce(matches.payer_name, named_payers.payer_name) as payer_name,
        matches.evidence_date,
        matches.claim_paid_amount,
        matches.provider_adjustment_amount,
        matches.evidence_amount,
        matches.card_gross_amount,
        matches.card_fee_amount,
        postings.posting_date,
        postings.posted_amount,
        -- an open credit of an insurer should be posted in full; matched money in what its claims or charges say
        case
            when matches.deposit_id is not null then postings.expected_amount
            when states.exception_code = 'BNK-NOERA' then bank_lines.amount
        end as expected_posting_amount,
        bookings.gl_date,
        bookings.gl_amount,
        states.classification_rule,
        states.classification_evidence,
        bank_lines._file_id,
        bank_lines._line
    from bank_lines
    inner join states
        on bank_lines.deposit_id = states.deposit_id
    left join matches
        on bank_lines.deposit_id = matches.deposit_id
    left join postings
        on bank_lines.deposit_id = postings.deposit_id
    left join bookings
        on bank_lines.deposit_id = bookings.deposit_id
    left join named_payers
        on bank_lines.deposit_id = named_payers.deposit_id
)

select * from final
