-- Every number or word of a bank line that could be the key of some evidence: words of its text and its references.
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

words as (
    select
        deposit_id,
        {{ each_word('joined_text') }} as word,
        'text' as found_in
    from bank_lines
    union all
    select
        deposit_id,
        {{ each_word('spaced_text') }} as word,
        'text' as found_in
    from bank_lines
    union all
    select
        deposit_id,
        {{ each_field('joined_text') }} as word,
        'text' as found_in
    from bank_lines
    union all
    select
        deposit_id,
        {{ each_field('spaced_text') }} as word,
        'text' as found_in
    from bank_lines
    union all
    select
        deposit_id,
        bank_reference as word,
        'bank_reference' as found_in
    from bank_lines
    union all
    select
        deposit_id,
        customer_reference as word,
        'customer_reference' as found_in
    from bank_lines
),

normalised as (
    select
        deposit_id,
        {{ normalise_reference('word') }} as key_value,
        found_in
    from words
),

final as (
    select
        deposit_id,
        key_value,
        -- the customer's reference is the strongest place, then the bank's, then the text
        max(case found_in when 'customer_reference' then 3 when 'bank_reference' then 2 else 1 end) as place
    from normalised
    where length(key_value) >= 4
    group by deposit_id, key_value
)

select * from final
