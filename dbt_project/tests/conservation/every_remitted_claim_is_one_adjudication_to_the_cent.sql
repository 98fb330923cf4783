-- No claim of a remittance is lost or doubled on its way to the adjudications, and its payment is unchanged.
-- depends_on: {{ ref('checks') }}
{{ config(meta={"dagster": {"ref": {"name": "adjudications"}}}) }}

with
remitted as (
    select
        transaction_digest,
        count(*) as claim_count,
        sum(paid_amount) as paid_amount
    from {{ ref('stg_remittance_claims') }}
    group by transaction_digest
),

adjudicated as (
    select
        remittance_id,
        count(*) as claim_count,
        sum(paid_amount) as paid_amount
    from {{ ref('adjudications') }}
    group by remittance_id
)

select
    remitted.transaction_digest,
    remitted.paid_amount as remitted_amount,
    adjudicated.paid_amount as adjudicated_amount
from remitted
full outer join adjudicated on remitted.transaction_digest = adjudicated.remittance_id
where
    coalesce(remitted.claim_count, 0) <> coalesce(adjudicated.claim_count, 0)
    or coalesce(remitted.paid_amount, 0) <> coalesce(adjudicated.paid_amount, 0)
