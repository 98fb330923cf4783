-- Decisions to match that could not be followed, as exceptions: a side does not exist, the amounts differ, or another
-- match of the same rank stands against it.
with
decisions as (
    select
        decision_number,
        deposit_id,
        evidence_id,
        cast(substr(decided_at, 1, 10) as date) as decided_date,
        _file_id,
        _line
    from {{ ref('int_deposit_decisions') }}
    where kind = 'match'
),

matches as (
    select
        deposit_id,
        evidence_id
    from {{ ref('int_deposit_matches') }}
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

final as (
    select
        'DQ-DECISION' as code,
        coalesce(bank_lines.entity_id, 'unassigned') as entity_id,
        'file' as subject_kind,
        decisions.decision_number as subject_id,
        decisions.deposit_id as related_id,
        decisions.decision_number as reference,
        bank_lines.channel,
        cast(null as {{ type_text() }}) as payer_name,
        coalesce(bank_lines.amount, 0) as amount,
        bank_lines.amount - evidence.evidence_amount as difference_amount,
        decisions.decided_date as subject_date,
        decisions._file_id,
        decisions._line
    from decisions
    left join matches
        on
            decisions.deposit_id = matches.deposit_id
            and decisions.evidence_id = matches.evidence_id
    left join bank_lines
        on decisions.deposit_id = bank_lines.deposit_id
    left join evidence
        on decisions.evidence_id = evidence.evidence_id
    where matches.deposit_id is null
)

select * from final
