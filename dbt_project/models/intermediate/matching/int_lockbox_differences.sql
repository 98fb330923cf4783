-- Lockbox credits that are not the sum of the lockbox's file: the bank credited another amount than the checks say, or
-- the file lacks a check. Where exactly one open check of a payer is as large as what is missing, it is that one.
with
credits as (
    select *
    from ({{ open_bank_lines(before='lockbox_difference') }}) as open_lines
    where
        direction = 'credit'
        and classification is null
),

evidence as (
    {{ open_evidence(before='lockbox_difference') }}
),

lockbox_checks as (
    select * from {{ ref('int_lockbox_checks') }}
),

match_window as (
    select
        window_before_days,
        window_after_days
    from {{ ref('match_rules') }}
    where rule = 'lockbox_difference'
),

deposits as (
    select
        lockbox_checks.lockbox_deposit_id,
        lockbox_checks.entity_id,
        lockbox_checks.lockbox_key,
        lockbox_checks.business_day_number,
        sum(lockbox_checks.amount) as file_amount,
        count(*) = count(evidence.evidence_id) as is_open
    from lockbox_checks
    left join evidence
        on lockbox_checks.evidence_id = evidence.evidence_id
    group by
        lockbox_checks.lockbox_deposit_id,
        lockbox_checks.entity_id,
        lockbox_checks.lockbox_key,
        lockbox_checks.business_day_number
),

pairs as (
    select
        credits.deposit_id,
        credits.entity_id,
        deposits.lockbox_deposit_id,
        deposits.lockbox_key,
        coalesce(credits.customer_reference, deposits.lockbox_key) as key_value,
        credits.business_day_number,
        credits.amount - deposits.file_amount as difference_amount
    from credits
    inner join deposits
        on
            deposits.is_open
            and credits.amount <> deposits.file_amount
            and contains({{ squeeze('credits.joined_text') }}, deposits.lockbox_key)
            and {{ same_entity('credits.entity_id', 'deposits.entity_id') }}
    inner join match_window
        on
            credits.business_day_number - deposits.business_day_number
            between -match_window.window_before_days and match_window.window_after_days
    -- the nearest day; two credits for one file prove nothing
    qualify
        row_number() over (
            partition by credits.deposit_id
            order by
                abs(credits.business_day_number - deposits.business_day_number),
                deposits.lockbox_deposit_id
        ) = 1
),

single as (
    select *
    from pairs
    qualify count(*) over (partition by lockbox_deposit_id) = 1
),

open_checks as (
    select
        single.deposit_id,
        count(*) as candidate_count,
        min(evidence.evidence_id) as evidence_id
    from single
    inner join evidence
        on
            single.difference_amount = evidence.evidence_amount
            and evidence.evidence_kind = 'remittance'
            and evidence.key_name = 'check_number'
            and {{ same_entity('single.entity_id', 'evidence.entity_id') }}
            -- a check is on its way for some days after its remittance
            and single.business_day_number - evidence.business_day_number between -1 and 15
            and evidence.evidence_id not in (select lockbox_checks.evidence_id from lockbox_checks)
    group by single.deposit_id
),

final as (
    select
        single.deposit_id,
        single.lockbox_deposit_id,
        single.key_value,
        single.difference_amount,
        case when open_checks.candidate_count = 1 then open_checks.evidence_id end as missing_evidence_id,
        case when open_checks.deposit_id is null then 'BNK-ENC' else 'LBX-BAL' end as code
    from single
    left join open_checks
        on single.deposit_id = open_checks.deposit_id
)

select * from final
