-- The reverse look-up where words do not help, because the bank lost delimiters or cut the number: the keys of all
-- evidence of the same amount are searched in the line's text. Only pairs of one amount are looked at, so a million
-- lines and a million keys stay a join on equality.
with
bank_lines as (
    select
        deposit_id,
        entity_id,
        amount,
        direction,
        squeezed_text,
        marked_text
    from {{ ref('int_bank_lines') }}
),

evidence as (
    select
        evidence_kind,
        evidence_id,
        entity_id,
        evidence_amount,
        key_value
    from {{ ref('int_deposit_evidence') }}
    -- a shorter number stands in many texts by chance
    where length(key_value) >= 7
),

bank_keys as (
    select
        deposit_id,
        key_value
    from {{ ref('int_bank_line_keys') }}
),

-- lines in which a key of evidence of their amount stands as a word need no search
told_by_word as (
    select distinct bank_lines.deposit_id
    from bank_lines
    inner join bank_keys
        on bank_lines.deposit_id = bank_keys.deposit_id
    inner join evidence
        on
            bank_keys.key_value = evidence.key_value
            and bank_lines.amount = evidence.evidence_amount
),

searched as (
    select
        bank_lines.deposit_id,
        evidence.evidence_id,
        contains(bank_lines.squeezed_text, evidence.key_value) as is_whole,
        {{ stands_cut('bank_lines.marked_text', 'evidence.key_value') }} as is_cut
    from bank_lines
    inner join evidence
        on
            bank_lines.amount = evidence.evidence_amount
            and {{ same_entity('bank_lines.entity_id', 'evidence.entity_id') }}
    left join told_by_word
        on bank_lines.deposit_id = told_by_word.deposit_id
    where
        told_by_word.deposit_id is null
        and (bank_lines.direction = 'credit' or evidence.evidence_kind = 'card_payout')
),

final as (
    select distinct
        deposit_id,
        evidence_id,
        case when is_whole then 'text' else 'cut' end as standing
    from searched
    where is_whole or is_cut
)

select * from final
