-- The reverse look-up without the amount, for lines no key explains: which whole keys stand in their text, so that a
-- payment of another amount is told with its evidence. Every run of 8 characters of the text is held against the first
-- 8 of every key: a join on equality, however many there are.
with
bank_keys as (
    select bank_line_keys.deposit_id
    from {{ ref('int_bank_line_keys') }} as bank_line_keys
    inner join {{ ref('int_deposit_evidence') }} as known
        on bank_line_keys.key_value = known.key_value
),

text_pairs as (
    select deposit_id
    from {{ ref('int_deposit_text_pairs') }}
),

open_lines as (
    select
        deposit_id,
        squeezed_text
    from {{ ref('int_bank_lines') }}
    where
        direction = 'credit'
        and classification is null
        and length(squeezed_text) >= 8
        and deposit_id not in (select bank_keys.deposit_id from bank_keys)
        and deposit_id not in (select text_pairs.deposit_id from text_pairs)
),

evidence as (
    select
        evidence_id,
        key_value,
        substr(key_value, 1, 8) as key_beginning
    from {{ ref('int_deposit_evidence') }}
    where length(key_value) >= 8
),

-- a dialect cuts a text into rows in a select list only
pieces as (
    select
        deposit_id,
        squeezed_text,
        {{ each_window('squeezed_text', 8) }} as piece
    from open_lines
),

final as (
    select distinct
        pieces.deposit_id,
        evidence.evidence_id,
        'text' as standing
    from pieces
    inner join evidence
        on pieces.piece = evidence.key_beginning
    where contains(pieces.squeezed_text, evidence.key_value)
)

select * from final
