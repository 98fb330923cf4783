-- The reverse look-up: which known key stands in which bank line. Banks lose delimiters, cut words and drop zeros, so
-- the text is not parsed: every word of it is held against the keys of all evidence and the company numbers of payers.
with
bank_lines as (
    select
        deposit_id,
        joined_text,
        case when spaced_text <> joined_text then spaced_text else '' end as other_text,
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

-- where a field was found: 1 in the text, 2 as the bank's reference, 3 as the customer's, which is the strongest
fields as (
    select
        deposit_id,
        {{ each_field_once(['joined_text', 'other_text']) }} as field,
        1 as place
    from bank_lines
    union all
    select
        deposit_id,
        bank_reference as field,
        2 as place
    from bank_lines
    union all
    select
        deposit_id,
        customer_reference as field,
        3 as place
    from bank_lines
),

-- texts are long and say the same again and again: each field is cut into words and held against the keys once
told as (
    select distinct
        field,
        place = 1 as is_text
    from fields
    where length(field) >= 4
),

words as (
    select
        field,
        is_text,
        field as word
    from told
    union
    select
        field,
        is_text,
        {{ each_word('field') }} as word
    from told
    where is_text
),

known_fields as (
    select distinct
        words.field,
        words.is_text,
        known_keys.key_value
    from words
    inner join known_keys
        on {{ normalise_reference('words.word') }} = known_keys.key_value
    where
        length(words.word) >= 4
        and length(known_keys.key_value) >= 4
),

final as (
    select
        fields.deposit_id,
        known_fields.key_value,
        max(fields.place) as place
    from fields
    inner join known_fields
        on
            fields.field = known_fields.field
            and (fields.place = 1) = known_fields.is_text
    group by fields.deposit_id, known_fields.key_value
)

select * from final
