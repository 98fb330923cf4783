-- Lines that differ, added up to the claims and payers they belong to, with what could explain the difference. Money
-- given back to the payer by a refund is no difference; nor is a cent the PM system moves between lines of one claim.
with
differences as (
    select
        *,
        row_number() over (
            partition by entity_id, claim_number, payer_sequence
            order by remittance_date desc, remittance_id desc, charge_number desc
        ) as line_rank
    from {{ ref('int_line_posting_differences') }}
),

claims as (
    select
        entity_id,
        claim_number,
        payer_sequence,
        max(case when line_rank = 1 then remittance_id end) as remittance_id,
        max(case when line_rank = 1 then trace_number end) as trace_number,
        max(case when line_rank = 1 then payer_name end) as payer_name,
        max(remittance_date) as remittance_date,
        max(posting_date) as posting_date,
        max(unposted_remittance_id) as unposted_remittance_id,
        sum(unposted_paid_amount) as unposted_paid_amount,
        sum(era_paid_amount) as era_paid_amount,
        sum(pm_paid_amount) as pm_paid_amount,
        sum(greatest(era_paid_amount - pm_paid_amount, 0)) as short_amount,
        max(abs(era_paid_amount - pm_paid_amount)) as largest_amount,
        sum(era_contractual_amount) as era_contractual_amount,
        sum(pm_adjusted_amount) as pm_adjusted_amount,
        sum(coalesce(last_paid_amount, 0)) as last_paid_amount,
        sum(coalesce(taken_back_amount, 0)) as taken_back_amount,
        max(case when is_reversed then 1 else 0 end) = 1 as is_reversed
    from differences
    group by entity_id, claim_number, payer_sequence
),

-- what stands in the PM system of the claim as a whole, on lines that agree as well
posted as (
    select
        entity_id,
        claim_number,
        payer_sequence
    from {{ ref('int_line_posting_comparisons') }}
    where pm_paid_amount <> 0 or pm_adjusted_amount <> 0
    group by entity_id, claim_number, payer_sequence
),

refunds as (
    select
        entity_id,
        claim_number,
        sum(amount) as refunded_amount
    from {{ ref('stg_refunds') }}
    where
        payee_type = 'payer'
        and voided_date is null
        and claim_number is not null
    group by entity_id, claim_number
),

provider_adjustments as (
    select
        remittance_id,
        amount
    from {{ ref('stg_provider_adjustments') }}
    union
    select
        remittance_id,
        sum(amount) as amount
    from {{ ref('stg_provider_adjustments') }}
    group by remittance_id
),

explained as (
    select distinct
        claims.entity_id,
        claims.claim_number,
        claims.payer_sequence
    from claims
    inner join provider_adjustments
        on
            claims.remittance_id = provider_adjustments.remittance_id
            and claims.era_paid_amount - claims.pm_paid_amount = provider_adjustments.amount
    where provider_adjustments.amount <> 0
),

final as (
    select
        claims.*,
        claims.era_paid_amount - claims.pm_paid_amount as difference_amount,
        claims.era_contractual_amount - claims.pm_adjusted_amount as adjustment_difference_amount,
        posted.claim_number is not null as is_posted,
        explained.claim_number is not null as is_provider_adjustment,
        claims.era_paid_amount = claims.pm_paid_amount and claims.largest_amount = 0.01 as is_penny
    from claims
    left join posted
        on
            claims.entity_id = posted.entity_id
            and claims.claim_number = posted.claim_number
            and claims.payer_sequence = posted.payer_sequence
    left join refunds
        on
            claims.entity_id = refunds.entity_id
            and claims.claim_number = refunds.claim_number
    left join explained
        on
            claims.entity_id = explained.entity_id
            and claims.claim_number = explained.claim_number
            and claims.payer_sequence = explained.payer_sequence
    where
        refunds.refunded_amount is null
        or claims.era_paid_amount - claims.pm_paid_amount <> refunds.refunded_amount
        -- write-offs that differ as well are more than the refund
        or claims.era_contractual_amount <> claims.pm_adjusted_amount
)

select * from final
