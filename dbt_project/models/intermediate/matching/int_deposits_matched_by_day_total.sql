-- Where the PM names no batches: all open credits of the desk on one bank day add up to the cash and checks patients
-- gave on a day. Where the same sum was taken on several days, the usual time from taking to banking decides.
with
left_evidence as (
    {{ open_evidence(before='day_total') }}
),

open_lines as (
    {{ open_bank_lines(before='day_total') }}
),

takings as (
    select *
    from left_evidence
    where
        evidence_kind = 'pm_batch'
        and {{ is_batch_of_day('key_text') }}
),

credits as (
    select *
    from open_lines
    where
        direction = 'credit'
        and channel = 'desk'
        and classification is null
),

bank_days as (
    select
        {{ surrogate_key(['account_number', 'deposit_date']) }} as bank_day_id,
        account_number,
        deposit_date,
        min(entity_id) as entity_id,
        min(business_day_number) as business_day_number,
        sum(amount) as amount
    from credits
    group by account_number, deposit_date
    having count(distinct entity_id) = 1
),

match_window as (
    select
        window_before_days,
        window_after_days
    from {{ ref('match_rules') }}
    where rule = 'day_total'
),

sums as (
    select
        bank_days.bank_day_id,
        bank_days.account_number,
        bank_days.deposit_date,
        takings.entity_id,
        takings.evidence_kind,
        takings.evidence_id,
        takings.evidence_amount,
        takings.evidence_date,
        takings.key_text,
        bank_days.business_day_number - takings.business_day_number as days_apart,
        count(*) over (partition by bank_days.bank_day_id) = 1
        and count(*) over (partition by takings.evidence_id) = 1 as is_single
    from bank_days
    inner join takings
        on
            bank_days.amount = takings.evidence_amount
            and {{ same_entity('bank_days.entity_id', 'takings.entity_id') }}
    inner join match_window
        on
            bank_days.business_day_number - takings.business_day_number
            between -match_window.window_before_days and match_window.window_after_days
),

usual as (
    select
        entity_id,
        days_apart
    from sums
    where is_single
    group by entity_id, days_apart
    qualify row_number() over (partition by entity_id order by count(*) desc, days_apart) = 1
),

nearest as (
    select
        sums.*,
        {{ surrogate_key(['sums.evidence_id', 'sums.bank_day_id']) }} as proposal_id
    from sums
    left join usual
        on sums.entity_id = usual.entity_id
    where
        sums.is_single
        or sums.days_apart = usual.days_apart
),

pairs as (
    select
        nearest.proposal_id,
        credits.deposit_id,
        nearest.evidence_kind,
        nearest.evidence_id,
        credits.amount as deposit_amount,
        nearest.evidence_amount,
        nearest.deposit_date,
        nearest.evidence_date,
        nearest.days_apart,
        nearest.key_text as key_value
    from nearest
    inner join credits
        on
            nearest.account_number = credits.account_number
            and nearest.deposit_date = credits.deposit_date
),

final as (
    {{ matches_of_groups('pairs', rule='day_total', key_name="'day'", amount_used='deposit_amount') }}
)

select * from final
