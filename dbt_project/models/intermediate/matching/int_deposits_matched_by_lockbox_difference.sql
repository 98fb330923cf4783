-- A lockbox deposit that is not its file: the checks of the file are what was deposited, together with the only open
-- check of exactly the missing amount, where there is one. A check the bank encoded with another amount leaves a coded
-- difference. Either is told all the same.
with
credits as (
    select
        deposit_id,
        amount,
        deposit_date,
        business_day_number
    from {{ ref('int_bank_lines') }}
),

differences as (
    select
        deposit_id,
        lockbox_deposit_id,
        key_value,
        missing_evidence_id
    from {{ ref('int_lockbox_differences') }}
    -- which of several open checks the file lacks, nobody can know
    where
        missing_evidence_id is not null
        or code = 'BNK-ENC'
),

members as (
    select
        differences.deposit_id,
        lockbox_checks.evidence_id
    from differences
    inner join {{ ref('int_lockbox_checks') }} as lockbox_checks
        on differences.lockbox_deposit_id = lockbox_checks.lockbox_deposit_id
    union all
    select
        deposit_id,
        missing_evidence_id as evidence_id
    from differences
    where missing_evidence_id is not null
),

pairs as (
    select
        {{ surrogate_key(['differences.deposit_id', 'differences.lockbox_deposit_id']) }} as proposal_id,
        credits.deposit_id,
        evidence.evidence_kind,
        evidence.evidence_id,
        credits.amount as deposit_amount,
        evidence.evidence_amount,
        credits.deposit_date,
        evidence.evidence_date,
        credits.business_day_number - evidence.business_day_number as days_apart,
        differences.key_value
    from differences
    inner join members
        on differences.deposit_id = members.deposit_id
    inner join credits
        on differences.deposit_id = credits.deposit_id
    inner join {{ ref('int_deposit_evidence') }} as evidence
        on members.evidence_id = evidence.evidence_id
),

final as (
    {{ matches_of_groups('pairs', rule='lockbox_difference', key_name="'lockbox_number'") }}
)

select * from final
