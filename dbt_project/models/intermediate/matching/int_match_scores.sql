-- How likely an open credit and an open piece of evidence of the same amount are one thing: the log-odds are a weighted
-- sum of what speaks for it and against it (seed match_weights). Nothing here is ever matched by itself.
with
pairs as (
    select * from {{ ref('int_match_features') }}
),

weights as (
    {{ settings_of('match_weights', {
        'base': 'base',
        'rarity': 'rarity',
        'same_payer': 'same_payer',
        'other_payer': 'other_payer',
        'own_number': 'own_number',
        'similar_number': 'similar_number',
        'day_apart': 'day',
    }) }}
),

weighed as (
    select
        pairs.*,
        weights.base
        + weights.rarity * ln(cast(pairs.all_count as double) / pairs.same_count) / ln(2.0)
        + case
            when pairs.is_same_payer then weights.same_payer
            when not pairs.is_same_payer then weights.other_payer
            else 0
        end
        + case when pairs.is_own_number then weights.own_number else 0 end
        + weights.similar_number * pairs.number_similarity
        + weights.day_apart * abs(pairs.days_apart) as log_odds
    from pairs
    cross join weights
),

final as (
    select
        deposit_id,
        evidence_kind,
        evidence_id,
        days_apart,
        same_count,
        all_count,
        is_same_payer,
        is_own_number,
        number_similarity,
        round(1 / (1 + exp(-log_odds)), 6) as score,
        row_number() over (partition by deposit_id order by log_odds desc, evidence_id asc) as deposit_rank,
        count(*) over (partition by deposit_id) - 1 as alternatives_count
    from weighed
)

select * from final
