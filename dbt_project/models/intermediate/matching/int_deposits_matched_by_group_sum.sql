-- One credit for many remittances: all open remittances of one payer and payment date, two or more, add up to it. The
-- group is taken whole or not at all; where a further remittance of that day is open, nothing is guessed.
with
credits as (
    {{ open_bank_lines(before='group_sum') }}
),

payers as (
    select
        deposit_id,
        payer_id
    from {{ ref('int_bank_line_payers') }}
),

evidence as (
    {{ open_evidence(before='group_sum') }}
),

remittance_payers as (
    select
        remittance_id,
        payer_id
    from {{ ref('int_remittance_payers') }}
),

match_window as (
    select
        window_before_days,
        window_after_days
    from {{ ref('match_rules') }}
    where rule = 'group_sum'
),

members as (
    select
        evidence.evidence_kind,
        evidence.evidence_id,
        evidence.entity_id,
        evidence.evidence_amount,
        evidence.evidence_date,
        evidence.business_day_number,
        remittance_payers.payer_id
    from evidence
    inner join remittance_payers
        on evidence.evidence_id = remittance_payers.remittance_id
    where
        evidence.evidence_kind = 'remittance'
        and evidence.key_name = 'trace_number'
),

-- few credits are open: they are told their payer first, else an engine may pair all lines with all groups of a payer
named_credits as {{ computed_once() }} (
    select
        credits.*,
        payers.payer_id
    from credits
    inner join payers
        on credits.deposit_id = payers.deposit_id
    where
        credits.direction = 'credit'
        and credits.classification is null
),

natural_groups as (
    select
        entity_id,
        payer_id,
        evidence_date,
        min(business_day_number) as business_day_number,
        sum(evidence_amount) as group_amount
    from members
    group by entity_id, payer_id, evidence_date
    having count(*) > 1
),

pairs as (
    select
        {{ surrogate_key(['credits.deposit_id', 'natural_groups.payer_id', 'natural_groups.evidence_date']) }}
            as proposal_id,
        credits.deposit_id,
        members.evidence_kind,
        members.evidence_id,
        members.evidence_amount as amount_used,
        credits.amount as deposit_amount,
        members.evidence_amount,
        credits.deposit_date,
        members.evidence_date,
        credits.business_day_number - members.business_day_number as days_apart,
        natural_groups.payer_id as key_value
    from named_credits as credits
    inner join natural_groups
        on
            credits.payer_id = natural_groups.payer_id
            and credits.amount = natural_groups.group_amount
            and {{ same_entity('credits.entity_id', 'natural_groups.entity_id') }}
    inner join match_window
        on
            credits.business_day_number - natural_groups.business_day_number
            between -match_window.window_before_days and match_window.window_after_days
    inner join members
        on
            natural_groups.entity_id = members.entity_id
            and natural_groups.payer_id = members.payer_id
            and natural_groups.evidence_date = members.evidence_date
),

final as (
    {{ matches_of_groups('pairs', rule='group_sum', key_name="'payer_and_date'") }}
)

select * from final
