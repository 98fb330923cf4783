-- Every claim sent to a first payer: when it went out, what it may bring, and the day on which that was settled: the
-- day its first money was at the bank, or the day it was refused or decided without money. Days are counted in business
-- days; a claim without a day is still open.
with
decisions as (
    select
        adjudications.entity_id,
        upper(trim(adjudications.claim_number)) as claim_key,
        adjudications.paid_amount,
        coalesce(own.deposit_date, leads.deposit_date) as deposit_date
    from {{ ref('adjudications') }} as adjudications
    left join {{ ref('remittances') }} as own on adjudications.remittance_id = own.remittance_id
    left join {{ ref('remittances') }} as leads on own.leading_remittance_id = leads.remittance_id
    where adjudications.is_decision and adjudications.payer_sequence = 1
),

paid as (
    select
        entity_id,
        claim_key,
        deposit_date,
        sum(paid_amount) as receipt_amount
    from decisions
    where paid_amount > 0
    group by entity_id, claim_key, deposit_date
    qualify row_number() over (partition by entity_id, claim_key order by deposit_date nulls last) = 1
),

claims as (
    select
        claims.claim_id,
        claims.entity_id,
        claims.payer_name,
        upper(trim(claims.claim_number)) as claim_key,
        claims.first_submission_date,
        case
            when claims.state = 'rejected' then claims.first_acknowledgment_date else claims.first_adjudication_date
        end as unpaid_date
    from {{ ref('claims') }} as claims
    where claims.first_submission_date is not null
),

settled as (
    select
        claims.claim_id,
        claims.entity_id,
        claims.payer_name,
        claims.claim_key,
        claims.first_submission_date,
        case when paid.claim_key is null then claims.unpaid_date else paid.deposit_date end as settled_date,
        case when paid.deposit_date is null then 0 else paid.receipt_amount end as receipt_amount
    from claims
    left join paid on claims.entity_id = paid.entity_id and claims.claim_key = paid.claim_key
),

final as (
    select
        settled.claim_id,
        settled.entity_id,
        settled.payer_name,
        settled.first_submission_date,
        sent.business_day_number as sent_number,
        case
            when ended.business_day_number > sent.business_day_number then ended.business_day_number
            when ended.business_day_number is not null then sent.business_day_number
        end as settled_number,
        settled.settled_date,
        cast(settled.receipt_amount as decimal(18, 2)) as receipt_amount,
        cast(contracts.contract_amount as decimal(18, 2)) as contract_amount,
        cast(contracts.other_charge_amount as decimal(18, 2)) as other_charge_amount
    from settled
    inner join {{ ref('int_claim_contracts') }} as contracts
        on settled.entity_id = contracts.entity_id and settled.claim_key = contracts.claim_key
    inner join {{ ref('bank_calendar') }} as sent
        on {{ calendar_day('settled.first_submission_date') }} = sent.calendar_date
    left join {{ ref('bank_calendar') }} as ended
        on {{ calendar_day('settled.settled_date') }} = ended.calendar_date
)

select * from final
