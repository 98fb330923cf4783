-- Paid lines whose allowed amount is off the rate by more than one dollar and two percent, each with one cause. What
-- the law takes off a federal payment (sequestration) is no underpayment; it is told apart.
with
settings as (
    {{ settings_of('payer_settings', {
        'least_dollars': 'variance_dollars',
        'least_share': 'variance_share',
    }) }}
),

modifiers as (
    select modifier from {{ ref('pricing_modifiers') }}
),

lines as (
    select
        priced.*,
        cast(priced.expected_amount - priced.allowed_amount as decimal(18, 2)) as variance_amount,
        cast(priced.expected_amount - priced.priced_amount as decimal(18, 2)) as disputed_amount,
        settings.least_dollars,
        settings.least_share * priced.expected_amount as least_of_expected
    from {{ ref('int_line_rates') }} as priced
    cross join settings
    where priced.paid_amount > 0
),

modified as (
    select distinct lines.priced_line_id
    from lines
    inner join modifiers
        on concat(' ', lines.modifiers, ' ') like concat('% ', modifiers.modifier, ' %')
    where lines.rate_modifier = ''
),

judged as (
    select
        lines.*,
        abs(lines.disputed_amount) > lines.least_dollars
        and abs(lines.disputed_amount) > lines.least_of_expected as is_disputed,
        modified.priced_line_id is not null as is_modified
    from lines
    left join modified on lines.priced_line_id = modified.priced_line_id
    where abs(lines.variance_amount) > lines.least_dollars and abs(lines.variance_amount) > lines.least_of_expected
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
        _file_id,
        _line,
        rate_id,
        rate_source,
        rate_modifier,
        rate_date,
        rate_amount,
        expected_amount,
        variance_amount,
        disputed_amount,
        case
            when not is_disputed then 'sequestration'
            when disputed_amount > 0 then 'underpaid'
            else 'overpaid'
        end as kind,
        case
            when not is_disputed then 'sequestration'
            when coalesce(paid_procedure_code, procedure_code) <> procedure_code then 'recode'
            when paid_units <> billed_units then 'units'
            when priced_amount = previous_expected_amount then 'wrong schedule year'
            when multiple_procedure_amount > 0 or is_modified then 'modifier'
            when rate_source = 'contract' then 'rate'
            else 'unknown'
        end as cause
    from judged
)

select * from final
