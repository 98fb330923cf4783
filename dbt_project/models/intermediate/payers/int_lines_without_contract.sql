-- Priced lines no contract rate covers on their day, with what the payer allowed for one unit: what rates are learned
-- from. Lines decided as another procedure, or that do not divide into whole cents, say nothing of a rate.
with
lines as (
    select
        *,
        allowed_amount + sequestration_amount as priced_amount
    from {{ ref('int_priced_lines') }}
    where
        coalesce(paid_procedure_code, procedure_code) = procedure_code
        and billed_units = paid_units
        and multiple_procedure_amount = 0
        and payer_id is not null
        and service_date is not null
),

final as (
    select
        lines.priced_line_id,
        lines.entity_id,
        lines.payer_id,
        lines.payer_name,
        lines.procedure_code,
        lines.modifiers as modifier,
        lines.service_date,
        cast(round(lines.priced_amount / lines.billed_units, 2) as decimal(18, 2)) as unit_amount,
        row_number() over (
            partition by lines.entity_id, lines.payer_id, lines.procedure_code, lines.modifiers
            order by lines.service_date, lines.adjudication_date, lines.priced_line_id
        ) as line_number
    from lines
    left join {{ ref('int_contract_rates') }} as rates
        on
            lines.payer_id = rates.payer_id
            and lines.procedure_code = rates.procedure_code
            and (rates.modifier = '' or concat(' ', lines.modifiers, ' ') like concat('% ', rates.modifier, ' %'))
            and lines.service_date >= rates.effective_date
            and lines.service_date <= coalesce(rates.until_date, lines.service_date)
    where
        rates.payer_id is null
        and round(lines.priced_amount / lines.billed_units, 2) * lines.billed_units = lines.priced_amount
)

select * from final
