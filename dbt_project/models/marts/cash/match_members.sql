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

members as (
    select * from bank_side
    union all
    select * from evidence_side
),

named as (
    select
        evidence_kind as member_kind,
        evidence_id as member_id,
        max(key_text) as reference,
        max(evidence_date) as member_date
    from {{ ref('int_deposit_evidence') }}
    group by evidence_kind, evidence_id
),

lines as (
    select
        deposit_id,
        bank_reference,
        deposit_date,
        _file_id,
        _line
    from {{ ref('int_bank_lines') }}
),

places as (
    select * from {{ ref('int_evidence_lines') }}
),

final as (
    select
        members.match_id,
        members.side,
        members.member_kind,
        members.member_id,
        members.amount_used,
        coalesce(lines.bank_reference, named.reference) as reference,
        coalesce(lines.deposit_date, named.member_date) as member_date,
        coalesce(lines._file_id, places._file_id) as _file_id,
        coalesce(lines._line, places._line) as _line
    from members
    left join lines
        on
            members.side = 'bank'
            and members.member_id = lines.deposit_id
    left join named
        on
            members.side = 'evidence'
            and members.member_kind = named.member_kind
            and members.member_id = named.member_id
    left join places
        on
            members.side = 'evidence'
            and members.member_kind = places.evidence_kind
            and members.member_id = places.evidence_id
)

select * from final
