-- The decisions that are a claim's first adjudication by its primary payer. A payer may answer one claim as several in
-- the same remittance, each with lines of its own: together they are the first decision. What repeats a line is no
-- part.
with
adjudications as (
    select *
    from {{ ref('adjudications') }}
    where payer_sequence = 1 and is_countable
),

lines as (
    select * from {{ ref('int_line_verdicts') }}
    where line_key is not null
),

firsts as (
    select * from adjudications
    where is_first_primary
),

candidates as (
    select
        adjudications.adjudication_id,
        adjudications.claim_family_id,
        adjudications.remittance_id,
        adjudications.claim_position,
        adjudications.is_first_primary,
        adjudications.sequence_number
    from adjudications
    inner join firsts
        on
            adjudications.claim_family_id = firsts.claim_family_id
            and adjudications.remittance_id = firsts.remittance_id
            and adjudications.claim_number = firsts.claim_number
),

told as (
    select
        candidates.adjudication_id,
        candidates.sequence_number,
        min(candidates.sequence_number) over (
            partition by candidates.claim_family_id, lines.line_key
        ) as first_sequence_number
    from candidates
    inner join lines
        on
            candidates.remittance_id = lines.transaction_digest
            and candidates.claim_position = lines.claim_position
),

own_lines as (
    select adjudication_id
    from told
    group by adjudication_id
    having max(sequence_number - first_sequence_number) = 0
),

final as (
    select
        candidates.adjudication_id,
        candidates.claim_family_id
    from candidates
    left join own_lines on candidates.adjudication_id = own_lines.adjudication_id
    where candidates.is_first_primary or own_lines.adjudication_id is not null
)

select * from final
