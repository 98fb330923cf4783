-- Each priced line with the rate in force on its day: the contract before what was learned, a rate for its modifier
-- before the plain one. Nobody allows more than was charged, so the charge caps what is expected.
with
lines as (
    select * from {{ ref('int_priced_lines') }}
),

rates as (
    select * from {{ ref('int_rates') }}
),

fitting as (
    select
        lines.*,
        rates.rate_id,
        rates.rate_source,
        rates.modifier as rate_modifier,
        rates.effective_date as rate_date,
        rates.rate_amount,
        rates.previous_amount
    from lines
    inner join rates
        on
            lines.payer_id = rates.payer_id
            and lines.procedure_code = rates.procedure_code
            and lines.service_date >= rates.effective_date
            and lines.service_date <= coalesce(rates.until_date, lines.service_date)
            and (rates.entity_id = 'all' or lines.entity_id = rates.entity_id)
            and (
                lines.modifiers = rates.modifier
                or (
                    rates.rate_source = 'contract'
                    and concat(' ', lines.modifiers, ' ') like concat('% ', rates.modifier, ' %')
                )
                or (rates.rate_source = 'contract' and rates.modifier = '')
            )
    qualify
        row_number() over (
            partition by lines.priced_line_id
            order by
                case rates.rate_source when 'contract' then 1 else 2 end,
                length(rates.modifier) desc,
                rates.effective_date desc,
                rates.rate_id asc
        ) = 1
),

final as (
    select
        priced_line_id,
        adjudication_id,
        remittance_id,
        entity_id,
        payer_id,
        payer_name,
        financial_class,
        claim_number,
        payer_claim_number,
        adjudication_date,
        charge_number,
        service_date,
        procedure_code,
        paid_procedure_code,
        modifiers,
        billed_units,
        paid_units,
        charge_amount,
        paid_amount,
        allowed_amount,
        sequestration_amount,
        multiple_procedure_amount,
        _file_id,
        _line,
        rate_id,
        rate_source,
        rate_modifier,
        rate_date,
        rate_amount,
        cast(least(round(rate_amount * billed_units, 2), charge_amount) as decimal(18, 2)) as expected_amount,
        case
            when previous_amount is not null
                then cast(least(round(previous_amount * billed_units, 2), charge_amount) as decimal(18, 2))
        end as previous_expected_amount,
        cast(allowed_amount + sequestration_amount as decimal(18, 2)) as priced_amount
    from fitting
)

select * from final
