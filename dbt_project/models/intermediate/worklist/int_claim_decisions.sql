-- When a payer first and last decided each claim, under the number it was sent with. A denial as duplicate decides
-- nothing: the original still waits for its answer.
with
final as (
    select
        entity_id,
        upper(trim(claim_number)) as claim_key,
        min(claim_family_id) as claim_family_id,
        min(adjudication_date) as first_decision_date,
        max(adjudication_date) as latest_decision_date
    from {{ ref('adjudications') }}
    where
        not is_predetermination
        and not is_reversal
        and not is_repeat
        and not is_duplicate_denial_only
        and coalesce(claim_status, '') <> '23'
    group by entity_id, upper(trim(claim_number))
)

select * from final
