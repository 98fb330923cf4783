-- Every matched bank line with all its evidence added up.
with
evidence as (
    select * from {{ ref('int_matched_evidence') }}
),

final as (
    select
        deposit_id,
        match_id,
        rule,
        max(evidence_kind) as evidence_kind,
        -- one of several would be chance
        case when count(*) = 1 then min(evidence_id) end as evidence_id,
        case when count(*) = 1 then min(key_value) end as key_value,
        case when min(payer_name) = max(payer_name) then min(payer_name) end as payer_name,
        max(evidence_date) as evidence_date,
        cast(sum(amount_used) as decimal(18, 2)) as evidence_amount,
        cast(sum(claim_paid_amount) as decimal(18, 2)) as claim_paid_amount,
        cast(sum(provider_adjustment_amount) as decimal(18, 2)) as provider_adjustment_amount,
        cast(sum(card_gross_amount) as decimal(18, 2)) as card_gross_amount,
        cast(sum(card_fee_amount) as decimal(18, 2)) as card_fee_amount,
        cast(sum(expected_amount) as decimal(18, 2)) as expected_amount,
        max(posting_date) as posting_date,
        cast(sum(posted_amount) as decimal(18, 2)) as posted_amount
    from evidence
    group by deposit_id, match_id, rule
)

select * from final
