-- Bank credits with more than one explanation, and the evidence of all of them, under one key: which of them it is is
-- not decided, but what is open between them is. Credits that share evidence belong together.
with
pairs as (
    select
        conflicts.deposit_id,
        conflicts.evidence_id
    from {{ ref('int_deposit_conflicts') }} as conflicts
    inner join {{ ref('int_bank_line_states') }} as states
        on conflicts.deposit_id = states.deposit_id
    where
        conflicts.code = 'BNK-TIE'
        and states.exception_code = 'BNK-TIE'
),

shared as (
    select
        deposit_id,
        evidence_id,
        min(deposit_id) over (partition by evidence_id) as tie_id
    from pairs
),

joined as (
    select
        deposit_id,
        evidence_id,
        min(tie_id) over (partition by deposit_id) as tie_id
    from shared
),

final as (
    select
        'bank_line' as member_kind,
        deposit_id as member_id,
        min(tie_id) as tie_id
    from joined
    group by deposit_id
    union all
    select
        'evidence' as member_kind,
        evidence_id as member_id,
        min(tie_id) as tie_id
    from joined
    group by evidence_id
)

select * from final
