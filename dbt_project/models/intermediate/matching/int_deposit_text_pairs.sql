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

-- told first which lines are searched, else an engine may pair all lines of one amount with all evidence of it
searched_lines as {{ computed_once() }} (
    select bank_lines.*
    from bank_lines
    left join told_by_word
        on bank_lines.deposit_id = told_by_word.deposit_id
    where told_by_word.deposit_id is null
),

-- amounts recur in every entity: those of one entity are a join on equality, the few of an unknown one go by themselves
pairs as (
    {% for entities in [
        'searched_lines.entity_id = evidence.entity_id',
        "searched_lines.entity_id = 'unassigned'",
        "evidence.entity_id = 'unassigned'",
    ] -%}
    select
        searched_lines.deposit_id,
        searched_lines.direction,
        searched_lines.squeezed_text,
        searched_lines.marked_text,
        evidence.evidence_kind,
        evidence.evidence_id,
        evidence.key_value
    from searched_lines
    inner join evidence
        on
            searched_lines.amount = evidence.evidence_amount
            and {{ entities }}
    {% if not loop.last -%}
    union all
    {% endif -%}
    {% endfor -%}
),

searched as (
    select
        deposit_id,
        evidence_id,
        contains(squeezed_text, key_value) as is_whole,
        {{ stands_cut('marked_text', 'key_value') }} as is_cut
    from pairs
    where direction = 'credit' or evidence_kind = 'card_payout'
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
