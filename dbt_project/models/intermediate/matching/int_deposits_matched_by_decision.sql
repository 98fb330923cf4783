-- A person said the two belong together, and their amounts are equal. A decision about unequal amounts is not followed:
-- it opens the exception DQ-DECISION instead.
with
decisions as (
    select
        decision_number,
        deposit_id,
        evidence_id
    from {{ ref('int_deposit_decisions') }}
    where kind = 'match'
),

bank_lines as (
    select
        deposit_id,
        entity_id,
        amount,
        deposit_date,
        business_day_number
    from {{ ref('int_bank_lines') }}
),

evidence as (
    select
        evidence_kind,
        evidence_id,
        entity_id,
        evidence_amount,
        evidence_date,
        business_day_number
    from {{ ref('int_deposit_evidence') }}
),

pairs as (
    select
        bank_lines.deposit_id,
        evidence.evidence_kind,
        evidence.evidence_id,
        bank_lines.amount as deposit_amount,
        evidence.evidence_amount,
        bank_lines.deposit_date,
        evidence.evidence_date,
        bank_lines.business_day_number - evidence.business_day_number as days_apart,
        decisions.decision_number
    from decisions
    inner join bank_lines
        on decisions.deposit_id = bank_lines.deposit_id
    inner join evidence
        on
            decisions.evidence_id = evidence.evidence_id
            and bank_lines.amount = evidence.evidence_amount
            and {{ same_entity('bank_lines.entity_id', 'evidence.entity_id') }}
),

final as (
    {{ matches_of_keys('pairs', rule='decision', key_name="'decision_number'", key_value='decision_number') }}
)

select * from final
