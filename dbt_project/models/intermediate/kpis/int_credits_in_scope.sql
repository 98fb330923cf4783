-- Bank credits that should be patient or payer money: everything but what is classified as something else.
with
deposits as (
    select * from {{ ref('deposits') }}
),

matches as (
    select * from {{ ref('matches') }}
),

decisions as (
    select * from {{ ref('stg_desk_decisions') }}
),

-- Taking back a match a person had made says nothing about the rules.
overturned as (
    select
        unmatched.subject_id as deposit_id,
        count(distinct coalesce(unmatched.object_id, '')) as overturn_count
    from decisions as unmatched
    left join decisions as made
        on
            made.kind = 'match'
            and unmatched.subject_id = made.subject_id
            and coalesce(unmatched.object_id, made.object_id) = made.object_id
            and unmatched.decided_at >= made.decided_at
    where unmatched.kind = 'unmatch' and made.decision_number is null
    group by unmatched.subject_id
),

final as (
    select
        deposits.deposit_id,
        deposits.entity_id,
        deposits.deposit_date,
        deposits.payer_name,
        deposits.amount,
        coalesce(deposits.state = 'matched' and matches.rule <> 'decision', false) as is_matched_by_rule,
        coalesce(overturned.overturn_count, 0) as overturn_count
    from deposits
    left join matches on deposits.match_id = matches.match_id
    left join overturned on deposits.deposit_id = overturned.deposit_id
    where deposits.state <> 'classified'
)

select * from final
