-- Charge lines on which the PM system shows other money or other write-offs than the payers' remittances, in amounts.
with
results as (
    select * from {{ ref('int_remittance_line_results') }}
),

pm_postings as (
    select * from {{ ref('int_pm_line_postings') }}
),

postings as (
    select
        remittance_id,
        posting_state
    from {{ ref('int_remittance_postings') }}
),

-- lines that say which charge they pay: net of reversals and corrections
linked as (
    select
        entity_id,
        charge_number,
        payer_sequence,
        sum(era_paid_amount) as era_paid_amount,
        sum(era_contractual_amount) as era_contractual_amount
    from results
    where charge_number is not null
    group by entity_id, charge_number, payer_sequence
),

latest as (
    select
        entity_id,
        charge_number,
        payer_sequence,
        claim_number,
        payer_name,
        remittance_id,
        trace_number,
        payment_date
    from results
    where charge_number is not null
    qualify
        row_number() over (
            partition by entity_id, charge_number, payer_sequence
            order by payment_date desc, remittance_id desc, claim_number desc
        ) = 1
),

compared as (
    select
        latest.entity_id,
        latest.claim_number,
        latest.charge_number,
        latest.payer_sequence,
        latest.payer_name,
        latest.remittance_id,
        latest.trace_number,
        latest.payment_date as remittance_date,
        pm_postings.posting_date,
        linked.era_paid_amount,
        coalesce(pm_postings.pm_paid_amount, 0) as pm_paid_amount,
        linked.era_contractual_amount,
        coalesce(pm_postings.pm_adjusted_amount, 0) as pm_adjusted_amount
    from linked
    inner join latest
        on
            linked.entity_id = latest.entity_id
            and linked.charge_number = latest.charge_number
            and linked.payer_sequence = latest.payer_sequence
    left join pm_postings
        on
            linked.entity_id = pm_postings.entity_id
            and linked.charge_number = pm_postings.charge_number
            and linked.payer_sequence = pm_postings.payer_sequence
    where
        linked.era_paid_amount <> coalesce(pm_postings.pm_paid_amount, 0)
        or linked.era_contractual_amount <> coalesce(pm_postings.pm_adjusted_amount, 0)
),

-- lines that name no charge can only be missed where their remittance is not fully posted
unlinked as (
    select
        results.entity_id,
        results.claim_number,
        cast(null as {{ type_text() }}) as charge_number,
        results.payer_sequence,
        results.payer_name,
        results.remittance_id,
        results.trace_number,
        results.payment_date as remittance_date,
        cast(null as date) as posting_date,
        sum(results.era_paid_amount) as era_paid_amount,
        0 as pm_paid_amount,
        sum(results.era_contractual_amount) as era_contractual_amount,
        0 as pm_adjusted_amount
    from results
    inner join postings
        on results.remittance_id = postings.remittance_id
    where
        results.charge_number is null
        and postings.posting_state = 'unposted'
    group by
        results.entity_id,
        results.claim_number,
        results.payer_sequence,
        results.payer_name,
        results.remittance_id,
        results.trace_number,
        results.payment_date
),

final as (
    select * from compared
    union all
    select * from unlinked
)

select * from final
