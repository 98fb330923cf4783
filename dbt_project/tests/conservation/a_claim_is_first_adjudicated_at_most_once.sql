-- However often a claim is reversed and corrected, it counts once among first adjudications, and of each payer one
-- decision stands.
-- depends_on: {{ ref('checks') }}
{{ config(meta={"dagster": {"ref": {"name": "adjudications"}}}) }}

with
counted as (
    select
        claim_family_id,
        payer_sequence,
        sum(case when is_first_primary then 1 else 0 end) as first_count,
        sum(case when is_latest then 1 else 0 end) as latest_count
    from {{ ref('adjudications') }}
    group by claim_family_id, payer_sequence
)

select
    claim_family_id,
    payer_sequence,
    first_count,
    latest_count
from counted
where first_count > 1 or latest_count > 1
