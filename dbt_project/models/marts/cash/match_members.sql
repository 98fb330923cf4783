-- The members of each match on both sides, with the part of their amount the match uses.
with
pairs as (
    select * from {{ ref('int_deposit_matches') }}
),

bank_side as (
    select distinct
        match_id,
        'bank' as side,
        case when deposit_amount < 0 then 'bank_debit' else 'deposit' end as member_kind,
        deposit_id as member_id,
        cast(deposit_amount as decimal(18, 2)) as amount_used
    from pairs
),

evidence_side as (
    select distinct
        match_id,
        'evidence' as side,
        evidence_kind as member_kind,
        evidence_id as member_id,
        cast(evidence_amount as decimal(18, 2)) as amount_used
    from pairs
),

final as (
    select * from bank_side
    union all
    select * from evidence_side
)

select * from final
