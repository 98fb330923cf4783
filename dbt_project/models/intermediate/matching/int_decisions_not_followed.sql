-- Decisions about a bank line and its evidence that the matches do not bear out. A match: a side does not exist, the
-- amounts differ, or another match stands against it. A refusal: what it names does not exist, or a person's own match
-- still holds what it refuses.
with
decisions as (
    select
        decision_number,
        deposit_id,
        evidence_id,
        kind,
        cast(substr(decided_at, 1, 10) as date) as decided_date,
        _file_id,
        _line
    from {{ ref('int_deposit_decisions') }}
),

matches as (
    select
        deposit_id,
        evidence_id,
        rule,
        key_value,
        count(*) over (partition by deposit_id) as group_size
    from {{ ref('int_deposit_matches') }}
),

followed as (
    select decisions.decision_number
    from decisions
    inner join matches
        on
            decisions.deposit_id = matches.deposit_id
            and (
                decisions.evidence_id = matches.evidence_id
                -- several pieces of evidence in one decision
                or (matches.rule = 'decision' and decisions.decision_number = matches.key_value)
            )
    where decisions.kind = 'match'
),

refused as (
    select
        refusals.decision_number,
        refusals.evidence_count,
        max(matches.group_size) as group_size,
        count(matches.evidence_id) as matched_count,
        count(refusals.evidence_id) as known_count
    from {{ ref('int_refused_evidence') }} as refusals
    left join matches
        on
            refusals.deposit_id = matches.deposit_id
            and refusals.evidence_id = matches.evidence_id
    group by refusals.decision_number, refusals.evidence_count
),

bank_lines as (
    select deposit_id
    from {{ ref('int_bank_lines') }}
),

final as (
    select
        decisions.decision_number,
        decisions.deposit_id,
        decisions.evidence_id,
        decisions.kind,
        decisions.decided_date,
        decisions._file_id,
        decisions._line
    from decisions
    left join followed
        on decisions.decision_number = followed.decision_number
    left join refused
        on decisions.decision_number = refused.decision_number
    left join bank_lines
        on decisions.deposit_id = bank_lines.deposit_id
    where
        (decisions.kind = 'match' and followed.decision_number is null)
        or (
            decisions.kind = 'unmatch'
            and (
                bank_lines.deposit_id is null
                or coalesce(refused.known_count < refused.evidence_count, true)
                or (
                    refused.matched_count = refused.evidence_count
                    and refused.evidence_count in (1, refused.group_size)
                )
            )
        )
)

select * from final
