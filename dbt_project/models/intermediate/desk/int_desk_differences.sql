-- Deposits of the desk that carry the number of a PM batch and are another amount. Where the slip agrees with the bank,
-- or another open batch is exactly the difference, a payment stands in the wrong batch; else the bank credited
-- something else than it was given. A number that two open deposits or batches share tells nothing.
with
credits as (
    {{ open_bank_lines(before='batch_difference') }}
),

evidence as (
    {{ open_evidence(before='batch_difference') }}
),

key_pairs as (
    select distinct
        deposit_id,
        evidence_id,
        key_value
    from {{ ref('int_deposit_key_pairs') }}
    where
        evidence_kind = 'pm_batch'
        and is_strong_key
        and deposit_amount <> evidence_amount
),

pairs as (
    select
        credits.deposit_id,
        evidence.evidence_id as pm_batch_id,
        evidence.entity_id,
        evidence.evidence_date as batch_date,
        key_pairs.key_value,
        credits.amount - evidence.evidence_amount as difference_amount
    from key_pairs
    inner join credits
        on key_pairs.deposit_id = credits.deposit_id
    inner join evidence
        on key_pairs.evidence_id = evidence.evidence_id
    where
        credits.direction = 'credit'
        and credits.classification is null
        and credits.channel in ('desk', 'check', 'other')
    qualify
        count(*) over (partition by credits.deposit_id) = 1
        and count(*) over (partition by evidence.evidence_id) = 1
),

neighbours as (
    select
        pairs.deposit_id,
        count(*) as neighbour_count,
        min(evidence.evidence_id) as neighbour_batch_id
    from pairs
    inner join evidence
        on
            pairs.difference_amount = evidence.evidence_amount
            and {{ same_entity('pairs.entity_id', 'evidence.entity_id') }}
            and pairs.pm_batch_id <> evidence.evidence_id
    where
        evidence.evidence_kind = 'pm_batch'
        and {{ days_between('pairs.batch_date', 'evidence.evidence_date') }} between -7 and 7
    group by pairs.deposit_id
),

slips_agree as (
    select
        deposit_id,
        evidence_id
    from {{ ref('int_pm_batch_differences') }}
),

final as (
    select
        pairs.deposit_id,
        pairs.pm_batch_id,
        pairs.key_value,
        pairs.difference_amount,
        case when neighbours.neighbour_count = 1 then neighbours.neighbour_batch_id end as neighbour_batch_id,
        coalesce(neighbours.neighbour_count, 0) > 1 as is_ambiguous,
        case
            when slips_agree.deposit_id is not null or neighbours.deposit_id is not null then 'PST-BATCH'
            else 'BNK-ENC'
        end as code
    from pairs
    left join neighbours
        on pairs.deposit_id = neighbours.deposit_id
    left join slips_agree
        on
            pairs.deposit_id = slips_agree.deposit_id
            and pairs.pm_batch_id = slips_agree.evidence_id
)

select * from final
