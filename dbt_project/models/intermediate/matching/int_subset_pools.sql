-- For each open credit of a payer the open remittances some of which may add up to it: the payer's, near in time, each
-- smaller than the credit. Cents are whole numbers here, because a search follows.
with
credits as (
    {{ open_bank_lines(before='subset') }}
),

evidence as (
    {{ open_evidence(before='subset') }}
),

named_payers as (
    select
        deposit_id,
        payer_id
    from {{ ref('int_bank_line_payers') }}
),

remittance_payers as (
    select
        remittance_id,
        payer_id
    from {{ ref('int_remittance_payers') }}
),

-- what is open is told its payer first, else an engine may pair all lines with all remittances of a payer
named_credits as {{ computed_once() }} (
    select
        credits.*,
        named_payers.payer_id
    from credits
    inner join named_payers
        on credits.deposit_id = named_payers.deposit_id
    where
        credits.direction = 'credit'
        and credits.classification is null
),

named_evidence as {{ computed_once() }} (
    select
        evidence.*,
        remittance_payers.payer_id
    from evidence
    inner join remittance_payers
        on evidence.evidence_id = remittance_payers.remittance_id
    where evidence.evidence_kind = 'remittance'
),

match_window as (
    select
        window_before_days,
        window_after_days
    from {{ ref('match_rules') }}
    where rule = 'subset'
),

refusals as (
    select * from {{ ref('int_refused_pairs') }}
),

final as (
    select
        credits.deposit_id,
        evidence.evidence_kind,
        evidence.evidence_id,
        credits.amount as deposit_amount,
        evidence.evidence_amount,
        cast(credits.amount * 100 as bigint) as deposit_cents,
        cast(evidence.evidence_amount * 100 as bigint) as evidence_cents,
        credits.deposit_date,
        evidence.evidence_date,
        credits.business_day_number - evidence.business_day_number as days_apart,
        credits.payer_id
    from named_credits as credits
    inner join named_evidence as evidence
        on
            credits.payer_id = evidence.payer_id
            and credits.amount > evidence.evidence_amount
            and {{ same_entity('credits.entity_id', 'evidence.entity_id') }}
    inner join match_window
        on
            credits.business_day_number - evidence.business_day_number
            between -match_window.window_before_days and match_window.window_after_days
    left join refusals
        on
            credits.deposit_id = refusals.deposit_id
            and evidence.evidence_id = refusals.evidence_id
    where refusals.deposit_id is null
)

select * from final
