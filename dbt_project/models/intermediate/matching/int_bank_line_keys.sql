-- The reverse look-up: which known key stands in which bank line. Banks lose delimiters, cut words and drop zeros, so
-- the text is not parsed: every word of it is held against the keys of all evidence and the company numbers of payers.
with
bank_lines as (
    select
        deposit_id,
        joined_text,
        spaced_text,
        bank_reference,
        customer_reference
    from {{ ref('int_bank_lines') }}
),

known_keys as (
    select key_value
    from {{ ref('int_deposit_evidence') }}
    union
    select {{ normalise_reference('alias') }} as key_value
    from {{ ref('payer_aliases') }}
    where alias_kind = 'trn03'
),

-- where a word was found: 1 in the text, 2 as the bank's reference, 3 as the customer's, which is the strongest
words as (
    select
        deposit_id,
        {{ each_word('joined_text') }} as word,
        1 as place
    from bank_lines
    union all
    select
        deposit_id,
        {{ each_word('spaced_text') }} as word,
        1 as place
    from bank_lines
    union all
    select
        deposit_id,
        {{ each_field('joined_text') }} as word,
        1 as place
    from bank_lines
    union all
    select
        deposit_id,
        {{ each_field('spaced_text') }} as word,
        1 as place
    from bank_lines
    union all
    select
        deposit_id,
        bank_reference as word,
        2 as place
    from bank_lines
    union all
    select
        deposit_id,
        customer_reference as word,
        3 as place
    from bank_lines
),

-- texts are long and say the same words again and again: each word is held against the keys once, wherever it stands
known_words as (
    select
        told.word,
        known_keys.key_value
    from (
        select distinct word
        from words
        where length(word) >= 4
    ) as told
    inner join known_keys
        on {{ normalise_reference('told.word') }} = known_keys.key_value
    where length(known_keys.key_value) >= 4
),

final as (
    select
        words.deposit_id,
        known_words.key_value,
        max(words.place) as place
    from words
    inner join known_words
        on words.word = known_words.word
    group by words.deposit_id, known_words.key_value
)

select * from final
