-- The part of a member a match uses is never more than the member's amount, and both sides of a match are equal, but
-- for the difference it names with its code.
-- depends_on: {{ ref('match_members') }}
{{ config(meta={"dagster": {"ref": {"name": "match_members"}}}) }}

with
members as (
    select
        match_id,
        side,
        member_id,
        amount_used
    from {{ ref('match_members') }}
),

amounts as (
    select
        'bank' as side,
        bank_transaction_id as member_id,
        amount
    from {{ ref('stg_bank_transactions') }}
    union all
    select
        'evidence' as side,
        evidence_id as member_id,
        evidence_amount as amount
    from {{ ref('int_deposit_evidence') }}
),

uses as (
    select
        members.side,
        members.member_id
    from members
    left join amounts
        on
            members.side = amounts.side
            and members.member_id = amounts.member_id
    group by members.side, members.member_id, amounts.amount
    having abs(sum(members.amount_used)) > coalesce(abs(amounts.amount), 0)
),

sides as (
    select
        match_id,
        sum(case side when 'bank' then amount_used else -amount_used end) as difference_amount
    from members
    group by match_id
),

unequal as (
    select
        'both' as side,
        sides.match_id as member_id
    from sides
    left join {{ ref('int_match_differences') }} as coded
        on sides.match_id = coded.match_id
    where sides.difference_amount <> coalesce(coded.left_amount, 0)
)

select * from uses
union all
select * from unequal
