-- The members of each match on both sides, with the part of their amount the match uses.
with
matches as (
    select
        match_id,
        deposit_id,
        evidence_kind,
        evidence_id,
        left_amount,
        right_amount
    from {{ ref('matches') }}
),

bank_side as (
    select
        match_id,
        'bank' as side,
        case when left_amount < 0 then 'bank_debit' else 'deposit' end as member_kind,
        deposit_id as member_id,
        left_amount as amount_used
    from matches
),

evidence_side as (
    select
        match_id,
        'evidence' as side,
        evidence_kind as member_kind,
        evidence_id as member_id,
        right_amount as amount_used
    from matches
),

final as (
    select * from bank_side
    union all
    select * from evidence_side
)

select * from final
