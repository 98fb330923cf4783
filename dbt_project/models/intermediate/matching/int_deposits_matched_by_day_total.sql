-- Where the PM names no batches: all open credits of the desk on one bank day add up to the cash and checks patients
-- gave on a day; a returned item that is deposited again is no money of the desk. Where the same sum was taken on
-- several days, the usual time from taking to banking decides, once enough single pairs have shown it.
with
takings as (
    select *
    from ({{ open_evidence(before='day_total') }}) as left_evidence
    where
        evidence_kind = 'pm_batch'
        and {{ is_batch_of_day('key_text') }}
),

credits as (
    select *
    from ({{ open_bank_lines(before='day_total') }}) as open_lines
    where
        direction = 'credit'
        and channel = 'desk'
        and classification is null
        and deposit_id not in (select redeposits.deposit_id from {{ ref('int_redeposits') }} as redeposits)
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
    inner join {{ ref('match_rules') }} as match_window
        on
            match_window.rule = 'day_total'
            and bank_days.business_day_number - takings.business_day_number
            between -match_window.window_before_days and match_window.window_after_days
),

limits as (
    {{ settings_of('tolerances', {'least_pairs': 'usual_banking'}) }}
),

-- where two times are as usual as each other, none is
usual as (
    select
        sums.entity_id,
        sums.days_apart
    from sums
    cross join limits
    where
        sums.is_single
        and sums.days_apart >= 0
    group by sums.entity_id, sums.days_apart
    having count(*) >= min(limits.least_pairs)
    qualify
        count(*) = max(count(*)) over (partition by sums.entity_id)
        and count(*) over (partition by sums.entity_id, count(*)) = 1
),

pairs as (
    select
        {{ surrogate_key(['sums.evidence_id', 'sums.bank_day_id']) }} as proposal_id,
        credits.deposit_id,
        sums.evidence_kind,
        sums.evidence_id,
        credits.amount as deposit_amount,
        sums.evidence_amount,
        sums.deposit_date,
        sums.evidence_date,
        sums.days_apart,
        sums.key_text as key_value
    from sums
    inner join credits
        on
            sums.account_number = credits.account_number
            and sums.deposit_date = credits.deposit_date
    left join usual
        on sums.entity_id = usual.entity_id
    where
        sums.is_single
        or sums.days_apart = usual.days_apart
),

final as (
    {{ matches_of_groups('pairs', rule='day_total', key_name="'day'", amount_used='deposit_amount') }}
)

select * from final
