-- Matches as a whole: their members counted and added up, one row per match.
with
pairs as (
    select * from {{ ref('int_deposit_matches') }}
),

bank_lines as (
    select
        deposit_id,
        entity_id
    from {{ ref('int_bank_lines') }}
),

-- a member stands beside each of its partners and counts once
left_sides as (
    select
        match_id,
        sum(deposit_amount) as left_amount
    from (
        select distinct
            match_id,
            deposit_id,
            deposit_amount
        from pairs
    ) as members
    group by match_id
),

right_sides as (
    select
        match_id,
        sum(evidence_amount) as right_amount
    from (
        select distinct
            match_id,
            evidence_id,
            evidence_amount
        from pairs
    ) as members
    group by match_id
),

final as (
    select
        pairs.match_id,
        min(bank_lines.entity_id) as entity_id,
        pairs.rule,
        pairs.priority,
        pairs.rule_version,
        -- checks of a lockbox with an advice and without one are of two kinds
        max(pairs.evidence_kind) as evidence_kind,
        case when count(distinct pairs.deposit_id) = 1 then min(pairs.deposit_id) end as deposit_id,
        case when count(distinct pairs.evidence_id) = 1 then min(pairs.evidence_id) end as evidence_id,
        count(distinct pairs.deposit_id) as deposit_count,
        count(distinct pairs.evidence_id) as evidence_count,
        max(pairs.deposit_date) as deposit_date,
        max(pairs.evidence_date) as evidence_date,
        max(left_sides.left_amount) as left_amount,
        max(right_sides.right_amount) as right_amount,
        pairs.key_name,
        min(pairs.key_value) as key_value,
        max(pairs.days_apart) as days_apart,
        max(pairs.alternatives_count) as alternatives_count
    from pairs
    inner join bank_lines
        on pairs.deposit_id = bank_lines.deposit_id
    inner join left_sides
        on pairs.match_id = left_sides.match_id
    inner join right_sides
        on pairs.match_id = right_sides.match_id
    group by
        pairs.match_id,
        pairs.rule,
        pairs.priority,
        pairs.rule_version,
        pairs.key_name
)

select * from final
