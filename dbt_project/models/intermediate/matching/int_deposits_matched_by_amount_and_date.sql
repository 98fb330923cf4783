-- The last resort: same amount, same kind of payment, same payer, near in time, no other candidate on either side. A
-- bank line that names its own trace or check number is left alone: that number already says it is another payment.
with
open_lines as (
    {{ open_bank_lines(before='amount_and_date') }}
),

left_evidence as (
    {{ open_evidence(before='amount_and_date') }}
),

-- what is open is told its payer first, else an engine may pair all lines with all remittances
credits as {{ computed_once() }} (
    select
        bank_lines.*,
        payers.payer_id
    from open_lines as bank_lines
    left join {{ ref('int_bank_line_payers') }} as payers
        on bank_lines.deposit_id = payers.deposit_id
    where
        bank_lines.direction = 'credit'
        and bank_lines.classification is null
        and bank_lines.stated_trace is null
        and (
            bank_lines.channel = 'eft'
            or (bank_lines.channel = 'check' and bank_lines.customer_reference is null)
        )
),

remittances as {{ computed_once() }} (
    select
        evidence.*,
        case evidence.key_name when 'check_number' then 'check' else 'eft' end as channel,
        payers.payer_id
    from left_evidence as evidence
    inner join {{ ref('int_remittance_payers') }} as payers
        on evidence.evidence_id = payers.remittance_id
    where evidence.evidence_kind = 'remittance'
),

match_window as (
    select * from {{ ref('match_rules') }}
    where rule = 'amount_and_date'
),

refusals as (
    select * from {{ ref('int_refused_pairs') }}
),

pairs as (
    select
        credits.deposit_id,
        remittances.evidence_kind,
        remittances.evidence_id,
        credits.amount as deposit_amount,
        remittances.evidence_amount,
        credits.deposit_date,
        remittances.evidence_date,
        credits.business_day_number - remittances.business_day_number as days_apart,
        remittances.key_text
    from credits
    inner join remittances
        on
            credits.amount = remittances.evidence_amount
            and credits.channel = remittances.channel
            and {{ same_entity('credits.entity_id', 'remittances.entity_id') }}
            -- an electronic payment names its payer; the line of a check names nobody
            and (
                credits.payer_id = remittances.payer_id
                or (credits.channel = 'check' and credits.payer_id is null)
            )
    inner join match_window
        on
            credits.business_day_number - remittances.business_day_number
            between -match_window.window_before_days and match_window.window_after_days
    left join refusals
        on
            credits.deposit_id = refusals.deposit_id
            and remittances.evidence_id = refusals.evidence_id
    where refusals.deposit_id is null
),

counted as (
    select
        *,
        {{ surrogate_key(['deposit_id', 'evidence_kind', 'evidence_id']) }} as proposal_id,
        greatest(
            count(*) over (partition by deposit_id),
            count(*) over (partition by evidence_id)
        ) - 1 as alternatives_count
    from pairs
),

final as (
    select
        proposal_id,
        deposit_id,
        evidence_kind,
        evidence_id,
        'amount_and_date' as rule,
        evidence_amount as amount_used,
        deposit_amount,
        evidence_amount,
        deposit_date,
        evidence_date,
        days_apart,
        'amount' as key_name,
        key_text as key_value,
        alternatives_count,
        alternatives_count = 0 as is_chosen
    from counted
)

select * from final
