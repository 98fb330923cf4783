-- A lockbox deposit: the checks of the lockbox's file of that day add up to the credit that names the lockbox. A check
-- is the remittance that carries its number and amount; one without a remittance stands for itself.
with
credits as (
    {{ open_bank_lines(before='lockbox_number') }}
),

evidence as (
    {{ open_evidence(before='lockbox_number') }}
),

lockbox_checks as (
    select * from {{ ref('int_lockbox_checks') }}
),

match_window as (
    select
        window_before_days,
        window_after_days
    from {{ ref('match_rules') }}
    where rule = 'lockbox_number'
),

deposits as (
    select
        lockbox_checks.lockbox_deposit_id,
        lockbox_checks.entity_id,
        lockbox_checks.lockbox_key,
        lockbox_checks.business_day_number,
        sum(lockbox_checks.amount) as deposit_amount,
        count(*) as check_count,
        count(evidence.evidence_id) as open_check_count
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
        {{ surrogate_key(['credits.deposit_id', 'deposits.lockbox_deposit_id']) }} as proposal_id,
        credits.deposit_id,
        evidence.evidence_kind,
        evidence.evidence_id,
        credits.amount as deposit_amount,
        evidence.evidence_amount,
        credits.deposit_date,
        evidence.evidence_date,
        credits.business_day_number - evidence.business_day_number as days_apart,
        deposits.lockbox_key as key_value
    from credits
    inner join deposits
        on
            credits.amount = deposits.deposit_amount
            and contains({{ squeeze('credits.joined_text') }}, deposits.lockbox_key)
            and {{ same_entity('credits.entity_id', 'deposits.entity_id') }}
    inner join match_window
        on
            credits.business_day_number - deposits.business_day_number
            between -match_window.window_before_days and match_window.window_after_days
    inner join lockbox_checks
        on deposits.lockbox_deposit_id = lockbox_checks.lockbox_deposit_id
    inner join evidence
        on lockbox_checks.evidence_id = evidence.evidence_id
    where
        credits.direction = 'credit'
        and deposits.check_count = deposits.open_check_count
),

final as (
    {{ matches_of_groups('pairs', rule='lockbox_number', key_name="'lockbox_number'") }}
)

select * from final
