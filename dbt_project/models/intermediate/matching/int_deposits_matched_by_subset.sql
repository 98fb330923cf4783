-- One credit for some of a payer's remittances: exactly one subset adds up and the sum is no round number. A subset can
-- add up by chance where the true remittances are not here: of all credits searched so many are taken, the least likely
-- chances first, that the matches expected to be false stay within their budget. A subset whose remittances all state
-- one payment day, as those of one payment do, is weighed by itself: few add up by chance. Everything else is a
-- suggestion.
with
pools as (
    select * from {{ ref('int_subset_pools') }}
),

sums as (
    select * from {{ ref('int_subset_sums') }}
),

keyed as (
    select count(distinct deposit_id) as match_count
    from {{ ref('int_deposit_key_matches') }}
    where is_chosen
),

limits as (
    {{ settings_of('tolerances', {'false_match_share': 'false_matches'}) }}
),

budget as (
    select limits.false_match_share * keyed.match_count as false_match_count
    from limits
    cross join keyed
),

searched as (
    {% for is_one_day, chance in [('true', 'day_chance'), ('false', 'chance')] -%}
    select
        deposit_id,
        {{ is_one_day }} as is_one_day,
        max({{ chance }}) as chance
    from sums
    group by deposit_id
    {% if not loop.last -%}
    union all
    {% endif -%}
    {% endfor -%}
),

spent as (
    select
        deposit_id,
        is_one_day,
        sum(chance) over (
            order by chance, deposit_id, is_one_day
            rows between unbounded preceding and current row
        ) as expected_count
    from searched
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
        and spent.expected_count <= budget.false_match_count
        and not sums.is_round as is_proven
    from pools
    inner join sums
        on
            pools.deposit_id = sums.deposit_id
            and pools.evidence_id = sums.evidence_id
    inner join spent
        on
            sums.deposit_id = spent.deposit_id
            and sums.is_one_day = spent.is_one_day
    cross join budget
),

final as (
    {{
        matches_of_groups(
            'pairs',
            rule='subset',
            key_name="'payer_and_amount'",
            alternatives_count='chosen.alternatives_count',
            is_proven='chosen.is_proven'
        )
    }}
)

select * from final
