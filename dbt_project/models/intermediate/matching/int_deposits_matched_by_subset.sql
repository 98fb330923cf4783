-- One credit for some of a payer's remittances: exactly one subset adds up, the pool is so small that the only answer
-- is the true one, and the sum is no round number. Everything else is a suggestion, never a match.
with
pools as (
    select * from {{ ref('int_subset_pools') }}
),

sums as (
    select * from {{ ref('int_subset_sums') }}
),

rules as (
    select most_candidates
    from {{ ref('match_rules') }}
    where rule = 'subset'
),

pairs as (
    select
        {{ surrogate_key(['pools.deposit_id', 'sums.subset_number']) }} as proposal_id,
        pools.deposit_id,
        pools.evidence_kind,
        pools.evidence_id,
        pools.deposit_amount,
        pools.evidence_amount,
        pools.deposit_date,
        pools.evidence_date,
        pools.days_apart,
        pools.payer_id as key_value,
        sums.subset_count - 1 as alternatives_count,
        sums.subset_count = 1
        and sums.pool_count <= rules.most_candidates
        and not sums.is_round as is_proven
    from pools
    inner join sums
        on
            pools.deposit_id = sums.deposit_id
            and pools.evidence_id = sums.evidence_id
    cross join rules
),

chosen as (
    {{ choose_groups('pairs') }}
),

final as (
    select
        proposal_id,
        deposit_id,
        evidence_kind,
        evidence_id,
        'subset' as rule,
        evidence_amount as amount_used,
        deposit_amount,
        evidence_amount,
        deposit_date,
        evidence_date,
        days_apart,
        'payer_and_amount' as key_name,
        key_value,
        alternatives_count,
        is_chosen and is_proven as is_chosen
    from chosen
)

select * from final
