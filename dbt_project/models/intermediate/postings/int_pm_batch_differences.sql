-- Deposits that bear the number of a PM batch with another amount although the deposit slip, or the drawer it was taken
-- from, agrees with the bank: the PM batch is wrong, not the deposit.
with
slips as (
    select
        {{ normalise_reference('batch_number') }} as key_value,
        sum(slip_amount) as slip_amount
    from {{ ref('stg_drawer_days') }}
    where batch_number is not null
    group by {{ normalise_reference('batch_number') }}
    union
    select
        {{ normalise_reference('batch_number') }} as key_value,
        sum(amount) as slip_amount
    from {{ ref('stg_deposit_slip_items') }}
    where batch_number is not null
    group by {{ normalise_reference('batch_number') }}
),

final as (
    select distinct
        pairs.deposit_id,
        pairs.evidence_id
    from {{ ref('int_deposit_key_pairs') }} as pairs
    inner join {{ ref('int_deposit_evidence') }} as batches
        on pairs.evidence_id = batches.evidence_id
    inner join slips
        on
            batches.key_value = slips.key_value
            and pairs.deposit_amount = slips.slip_amount
    where
        pairs.evidence_kind = 'pm_batch'
        and pairs.deposit_amount <> pairs.evidence_amount
)

select * from final
