-- What a match leaves between bank and evidence, with the code that says why: both sides agree only together with it.
with
matches as (
    select distinct
        deposit_id,
        match_id,
        rule
    from {{ ref('int_deposit_matches') }}
    where rule in ('lockbox_difference', 'batch_difference', 'explained_difference')
),

differences as (
    select
        deposit_id,
        'lockbox_difference' as rule,
        code,
        key_value,
        difference_amount,
        case when missing_evidence_id is null then difference_amount else 0 end as left_amount
    from {{ ref('int_lockbox_differences') }}
    union all
    select
        deposit_id,
        'batch_difference' as rule,
        code,
        key_value,
        difference_amount,
        case when neighbour_batch_id is null then difference_amount else 0 end as left_amount
    from {{ ref('int_desk_differences') }}
    union all
    select
        deposit_id,
        'explained_difference' as rule,
        code,
        key_value,
        difference_amount,
        difference_amount as left_amount
    from {{ ref('int_explained_differences') }}
),

final as (
    select
        matches.deposit_id,
        matches.match_id,
        differences.code,
        differences.key_value,
        -- by how much the bank differs from what bears its number, and what of it no other member explains
        cast(differences.difference_amount as decimal(18, 2)) as difference_amount,
        cast(differences.left_amount as decimal(18, 2)) as left_amount
    from matches
    inner join differences
        on
            matches.deposit_id = differences.deposit_id
            and matches.rule = differences.rule
)

select * from final
