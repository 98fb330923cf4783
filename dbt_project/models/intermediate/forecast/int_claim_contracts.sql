-- What the contract allows for each claim sent to a first payer, and the charges no contract speaks of.
with
claims as (
    select
        submissions.*,
        payers.payer_id
    from {{ ref('int_claim_submissions') }} as submissions
    left join {{ ref('payers') }} as payers on submissions.payer_name = payers.payer_name
    where submissions.submission_number = 1 and submissions.payer_sequence = 'P'
    qualify
        row_number() over (
            partition by submissions.entity_id, submissions.claim_key order by payers.payer_id
        ) = 1
),

lines as (
    select
        claims.entity_id,
        claims.claim_key,
        claims.payer_id,
        billed.claim_line_id,
        upper(billed.procedure_code) as procedure_code,
        upper(coalesce(billed.modifiers, '')) as modifiers,
        coalesce(billed.service_date, claims.service_start_date) as service_date,
        billed.charge_amount,
        coalesce(nullif(try_cast(billed.units as decimal(18, 3)), 0), 1) as billed_units
    from claims
    inner join {{ ref('stg_claim_lines') }} as billed
        on
            claims.transaction_digest = billed.transaction_digest
            and claims.claim_position = billed.claim_position
),

priced as (
    select
        lines.*,
        rates.rate_amount
    from lines
    left join {{ ref('int_contract_rates') }} as rates
        on
            lines.payer_id = rates.payer_id
            and lines.procedure_code = rates.procedure_code
            and (rates.modifier = '' or concat(' ', lines.modifiers, ' ') like concat('% ', rates.modifier, ' %'))
            and lines.service_date >= rates.effective_date
            and lines.service_date <= coalesce(rates.until_date, lines.service_date)
    qualify
        row_number() over (
            partition by lines.claim_line_id order by length(rates.modifier) desc nulls last, rates.effective_date desc
        ) = 1
),

final as (
    select
        entity_id,
        claim_key,
        sum(
            case when rate_amount is null then 0 else least(round(rate_amount * billed_units, 2), charge_amount) end
        ) as contract_amount,
        sum(case when rate_amount is null then charge_amount else 0 end) as other_charge_amount
    from priced
    group by entity_id, claim_key
)

select * from final
