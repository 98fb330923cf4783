-- Deposits of the desk that carry the number of a PM batch and are another amount. Where the slip agrees with the bank,
-- or another batch is exactly the difference, a payment stands in the wrong batch; else the bank credited something
-- else than it was given.
with
open_pairs as (
    select
        conflicts.deposit_id,
        conflicts.evidence_id as pm_batch_id,
        conflicts.code,
        conflicts.difference_amount,
        batches.entity_id,
        batches.batch_date
    from {{ ref('int_deposit_conflicts') }} as conflicts
    inner join {{ ref('int_bank_lines') }} as bank_lines
        on conflicts.deposit_id = bank_lines.deposit_id
    inner join {{ ref('int_pm_batches') }} as batches
        on conflicts.evidence_id = batches.pm_batch_id
    where
        conflicts.code in ('BNK-AMT', 'PST-BATCH')
        and conflicts.conflict_rank = 1
        and conflicts.evidence_kind = 'pm_batch'
        and bank_lines.channel in ('desk', 'check', 'other')
),

unbanked_batches as (
    select
        batches.pm_batch_id,
        batches.entity_id,
        batches.batch_date,
        batches.batch_amount
    from {{ ref('int_pm_batches') }} as batches
    left join {{ ref('int_deposit_matches') }} as matches
        on batches.pm_batch_id = matches.evidence_id
    where matches.evidence_id is null
),

neighbours as (
    select
        open_pairs.deposit_id,
        min(unbanked_batches.pm_batch_id) as neighbour_batch_id
    from open_pairs
    inner join unbanked_batches
        on
            open_pairs.difference_amount = unbanked_batches.batch_amount
            and {{ same_entity('open_pairs.entity_id', 'unbanked_batches.entity_id') }}
            and open_pairs.pm_batch_id <> unbanked_batches.pm_batch_id
    where {{ days_between('open_pairs.batch_date', 'unbanked_batches.batch_date') }} between -7 and 7
    group by open_pairs.deposit_id
),

final as (
    select
        open_pairs.deposit_id,
        open_pairs.pm_batch_id,
        open_pairs.difference_amount,
        neighbours.neighbour_batch_id,
        case
            when open_pairs.code = 'PST-BATCH' or neighbours.neighbour_batch_id is not null then 'PST-BATCH'
            else 'BNK-ENC'
        end as code
    from open_pairs
    left join neighbours
        on open_pairs.deposit_id = neighbours.deposit_id
)

select * from final
