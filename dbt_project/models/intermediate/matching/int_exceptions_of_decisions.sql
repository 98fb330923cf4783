-- Decisions that could not be followed, as exceptions. A match or a refusal the matches do not bear out; a move that
-- the exception did not allow, told until a later move is followed or the evidence has come.
with
decisions as (
    select * from {{ ref('int_decisions_not_followed') }}
),

-- a class nobody lists, no such line, or a line its evidence explains
classes_not_followed as (
    select line_decisions.*
    from {{ ref('int_line_decisions') }} as line_decisions
    left join {{ ref('int_bank_line_states') }} as states
        on line_decisions.deposit_id = states.deposit_id
    where
        line_decisions.class is null
        or coalesce(states.state, 'matched') = 'matched'
),

bank_lines as (
    select
        deposit_id,
        entity_id,
        channel,
        amount
    from {{ ref('int_bank_lines') }}
),

evidence as (
    select
        evidence_id,
        evidence_amount
    from {{ ref('int_deposit_evidence') }}
),

last_moves as (
    select
        exception_id,
        decision_number,
        refusal,
        cast(substr(moved_at, 1, 10) as date) as decided_date,
        max(case when kind = 'evidence' then 1 else 0 end) over (partition by exception_id) = 1 as is_settled,
        _file_id,
        _line
    from {{ ref('int_exception_verdicts') }}
    where kind <> 'note'
    qualify row_number() over (partition by exception_id order by move_number desc) = 1
),

troubles as (
    select
        bank_lines.entity_id,
        decisions.decision_number,
        decisions.deposit_id as related_id,
        bank_lines.channel,
        bank_lines.amount,
        case decisions.kind when 'match' then bank_lines.amount - evidence.evidence_amount end as difference_amount,
        decisions.decided_date,
        decisions._file_id,
        decisions._line
    from decisions
    left join bank_lines
        on decisions.deposit_id = bank_lines.deposit_id
    left join evidence
        on decisions.evidence_id = evidence.evidence_id
    union all
    select
        bank_lines.entity_id,
        classes_not_followed.decision_number,
        classes_not_followed.deposit_id as related_id,
        bank_lines.channel,
        bank_lines.amount,
        cast(null as decimal(18, 2)) as difference_amount,
        cast(substr(classes_not_followed.decided_at, 1, 10) as date) as decided_date,
        classes_not_followed._file_id,
        classes_not_followed._line
    from classes_not_followed
    left join bank_lines
        on classes_not_followed.deposit_id = bank_lines.deposit_id
    union all
    select
        cast(null as {{ type_text() }}) as entity_id,
        decision_number,
        exception_id as related_id,
        cast(null as {{ type_text() }}) as channel,
        cast(null as decimal(18, 2)) as amount,
        cast(null as decimal(18, 2)) as difference_amount,
        decided_date,
        _file_id,
        _line
    from last_moves
    where
        refusal is not null
        and not is_settled
),

final as (
    select
        'DQ-DECISION' as code,
        coalesce(entity_id, 'unassigned') as entity_id,
        'file' as subject_kind,
        decision_number as subject_id,
        related_id,
        decision_number as reference,
        channel,
        cast(null as {{ type_text() }}) as payer_name,
        coalesce(amount, 0) as amount,
        difference_amount,
        decided_date as subject_date,
        _file_id,
        _line
    from troubles
)

select * from final
