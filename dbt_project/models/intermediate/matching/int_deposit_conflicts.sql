-- Why an open bank line could not be matched although something points to it: the same key with another amount
-- (BNK-AMT), more than one explanation (BNK-TIE), or a lockbox file that is not the credit (BNK-ENC, LBX-BAL). Both
-- sides are free; members of a match are in no conflict.
with
matches as (
    select
        deposit_id,
        evidence_id
    from {{ ref('int_deposit_matches') }}
),

ties as (
    {% for model in [
        'int_deposit_candidates',
        'int_deposits_matched_by_group_sum',
        'int_deposits_matched_by_amount_and_date',
        'int_deposits_matched_by_subset',
    ] -%}
    select
        deposit_id,
        evidence_kind,
        evidence_id,
        'BNK-TIE' as code,
        deposit_amount,
        evidence_amount,
        key_value
    from {{ ref(model) }}
    {% if not loop.last -%}
    union all
    {% endif -%}
    {% endfor -%}
),

unequal_pairs as (
    select
        pairs.deposit_id,
        pairs.evidence_kind,
        pairs.evidence_id,
        case when batches.deposit_id is null then 'BNK-AMT' else 'PST-BATCH' end as code,
        pairs.deposit_amount,
        pairs.evidence_amount,
        pairs.key_value
    from {{ ref('int_deposit_key_pairs') }} as pairs
    left join {{ ref('int_pm_batch_differences') }} as batches
        on
            pairs.deposit_id = batches.deposit_id
            and pairs.evidence_id = batches.evidence_id
    where
        pairs.is_strong_key
        and pairs.deposit_amount <> pairs.evidence_amount
),

-- the file as a whole stands against the credit, whatever a single check of it is worth
lockbox_pairs as (
    select
        differences.deposit_id,
        case when checks.remittance_id is null then 'lockbox_item' else 'remittance' end as evidence_kind,
        checks.evidence_id,
        differences.code,
        bank_lines.amount as deposit_amount,
        bank_lines.amount - differences.difference_amount as evidence_amount,
        differences.key_value
    from {{ ref('int_lockbox_differences') }} as differences
    inner join {{ ref('int_lockbox_checks') }} as checks
        on differences.lockbox_deposit_id = checks.lockbox_deposit_id
    inner join {{ ref('int_bank_lines') }} as bank_lines
        on differences.deposit_id = bank_lines.deposit_id
),

pairs as (
    select * from ties
    union all
    select * from lockbox_pairs
    union all
    select * from unequal_pairs
),

open_pairs as (
    select
        pairs.deposit_id,
        pairs.evidence_kind,
        pairs.evidence_id,
        pairs.code,
        pairs.deposit_amount,
        pairs.evidence_amount,
        min(pairs.key_value) as key_value
    from pairs
    left join matches as taken_deposits
        on pairs.deposit_id = taken_deposits.deposit_id
    left join matches as taken_evidence
        on pairs.evidence_id = taken_evidence.evidence_id
    where
        taken_deposits.deposit_id is null
        and taken_evidence.evidence_id is null
    group by
        pairs.deposit_id, pairs.evidence_kind, pairs.evidence_id, pairs.code, pairs.deposit_amount,
        pairs.evidence_amount
),

final as (
    select
        deposit_id,
        evidence_kind,
        evidence_id,
        code,
        deposit_amount - evidence_amount as difference_amount,
        key_value,
        -- the conflict shown for the bank line: a lockbox file, a tie, an unequal pair, then the nearest amount
        row_number() over (
            partition by deposit_id
            order by
                case code when 'LBX-BAL' then 1 when 'BNK-ENC' then 1 when 'BNK-TIE' then 2 else 3 end,
                abs(deposit_amount - evidence_amount) asc,
                evidence_id asc
        ) as conflict_rank
    from open_pairs
)

select * from final
