-- The members of each suggestion on both sides, by the number and day each goes by.
with
members as (
    select * from {{ ref('int_suggestion_members') }}
),

evidence as (
    select
        evidence_kind as member_kind,
        evidence_id as member_id,
        max(key_text) as reference,
        max(evidence_date) as member_date,
        max(business_day_number) as business_day_number
    from {{ ref('int_deposit_evidence') }}
    group by evidence_kind, evidence_id
),

lines as (
    select
        deposit_id,
        bank_reference,
        deposit_date,
        business_day_number
    from {{ ref('int_bank_lines') }}
),

first_credits as (
    select
        members.suggestion_id,
        min(lines.business_day_number) as business_day_number
    from members
    inner join lines
        on
            members.side = 'bank'
            and members.member_id = lines.deposit_id
    group by members.suggestion_id
),

final as (
    select
        members.suggestion_id,
        members.side,
        members.member_kind,
        members.member_id,
        cast(members.amount as decimal(18, 2)) as amount,
        coalesce(lines.bank_reference, evidence.reference) as reference,
        coalesce(lines.deposit_date, evidence.member_date) as member_date,
        cast(
            first_credits.business_day_number - coalesce(lines.business_day_number, evidence.business_day_number)
            as integer
        ) as days_apart
    from members
    left join first_credits
        on members.suggestion_id = first_credits.suggestion_id
    left join lines
        on
            members.side = 'bank'
            and members.member_id = lines.deposit_id
    left join evidence
        on
            members.side = 'evidence'
            and members.member_kind = evidence.member_kind
            and members.member_id = evidence.member_id
)

select * from final
