-- The one state of every bank line: matched with its evidence, classified as no patient money or as settled by another
-- line, or an exception with the code that says most. Evidence comes before what anybody said.
with
bank_lines as (
    select
        deposit_id,
        direction,
        channel,
        is_payer_text,
        stated_trace
    from {{ ref('int_bank_lines') }}
),

matches as (
    select
        deposit_id,
        match_id
    from {{ ref('int_deposit_matches') }}
    group by deposit_id, match_id
),

conflicts as (
    select
        deposit_id,
        code
    from {{ ref('int_deposit_conflicts') }}
    where conflict_rank = 1
),

desk_differences as (
    select
        deposit_id,
        code
    from {{ ref('int_desk_differences') }}
),

payers as (
    select deposit_id
    from {{ ref('int_bank_line_payers') }}
),

classified as (
    select * from {{ ref('int_bank_line_classes') }}
),

returned_items as (
    select deposit_id
    from {{ ref('int_returned_items') }}
),

misdirected as (
    select deposit_id
    from {{ ref('int_misdirected_deposits') }}
),

judged as (
    select
        bank_lines.deposit_id,
        matches.match_id,
        classified.classification,
        classified.classification_rule,
        classified.classification_evidence,
        case
            when matches.match_id is not null then 'matched'
            when classified.classification is not null then 'classified'
            else 'exception'
        end as state,
        case
            when returned_items.deposit_id is not null then 'BNK-RET'
            when bank_lines.direction = 'debit' then 'BNK-DEBIT'
            when misdirected.deposit_id is not null then 'BNK-MISDIR'
            when conflicts.code is not null then coalesce(desk_differences.code, conflicts.code)
            -- an insurer's money is known by its addenda or its name; a check deposit is taken to be an insurer's
            when bank_lines.channel = 'check' then 'BNK-NOERA'
            when
                bank_lines.channel = 'eft'
                and bank_lines.stated_trace is null
                and payers.deposit_id is not null
                then 'BNK-NOADD'
            when
                bank_lines.channel = 'eft'
                and (bank_lines.is_payer_text or bank_lines.stated_trace is not null or payers.deposit_id is not null)
                then 'BNK-NOERA'
            else 'BNK-UNK'
        end as code
    from bank_lines
    left join classified
        on bank_lines.deposit_id = classified.deposit_id
    left join matches
        on bank_lines.deposit_id = matches.deposit_id
    left join conflicts
        on bank_lines.deposit_id = conflicts.deposit_id
    left join desk_differences
        on bank_lines.deposit_id = desk_differences.deposit_id
    left join payers
        on bank_lines.deposit_id = payers.deposit_id
    left join returned_items
        on bank_lines.deposit_id = returned_items.deposit_id
    left join misdirected
        on bank_lines.deposit_id = misdirected.deposit_id
),

final as (
    select
        deposit_id,
        state,
        case when state = 'matched' then match_id end as match_id,
        case when state = 'classified' then classification end as classification,
        case when state = 'classified' then classification_rule end as classification_rule,
        case when state = 'classified' then classification_evidence end as classification_evidence,
        case when state = 'exception' then code end as exception_code
    from judged
)

select * from final
