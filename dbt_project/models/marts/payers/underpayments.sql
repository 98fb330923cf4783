with
variances as (
    select
        *,
        case rate_source
            when 'contract' then 'the contract'
            else 'the payer itself usually'
        end as rate_words
    from {{ ref('int_rate_variances') }}
),

traces as (
    select
        remittance_id,
        trace_number
    from {{ ref('stg_remittance_payments') }}
),

worded as (
    select
        *,
        concat(
            'The payer allowed ', {{ money_text('allowed_amount') }}, ' where ', rate_words, ' allows ',
            {{ money_text('expected_amount') }}, ' for ', procedure_code, '.'
        ) as finding
    from variances
),

final as (
    select
        worded.priced_line_id as underpayment_id,
        worded.entity_id,
        worded.adjudication_id,
        worded.remittance_id,
        traces.trace_number,
        worded.payer_id,
        worded.payer_name,
        worded.financial_class,
        worded.claim_number,
        worded.payer_claim_number,
        worded.charge_number,
        worded.service_date,
        worded.adjudication_date,
        {{ month_of('worded.adjudication_date') }} as period,
        worded.procedure_code,
        worded.paid_procedure_code,
        worded.modifiers,
        worded.billed_units,
        worded.paid_units,
        worded.charge_amount,
        worded.rate_amount,
        worded.rate_source,
        worded.rate_date,
        worded.rate_id as allowed_rate_id,
        worded.expected_amount,
        worded.allowed_amount,
        worded.paid_amount,
        worded.variance_amount,
        worded.sequestration_amount,
        worded.disputed_amount,
        worded.kind,
        worded.cause,
        case
            when worded.cause = 'sequestration'
                then concat(worded.finding, ' The difference is sequestration: nothing to claim.')
            when worded.kind = 'overpaid'
                then
                    concat(
                        worded.finding, ' It may take ', {{ money_text('worded.disputed_amount * -1') }}, ' back.'
                    )
            when worded.cause = 'recode'
                then
                    concat(
                        worded.finding, ' It priced the line as ', worded.paid_procedure_code,
                        ': send the record of the visit, or accept the change.'
                    )
            when worded.cause = 'units'
                then
                    concat(
                        worded.finding, ' It counted other units than were billed: ask for the units of the claim.'
                    )
            when worded.cause = 'wrong schedule year'
                then
                    concat(
                        worded.finding, ' That is the rate of the schedule before; since ',
                        cast(worded.rate_date as {{ type_text() }}), ' the new one holds: ask for repricing.'
                    )
            when worded.cause = 'modifier'
                then concat(worded.finding, ' A modifier or the rule for several procedures lowered it: check it.')
            when worded.cause = 'rate'
                then concat(worded.finding, ' Nothing in the advice explains it: ask for repricing.')
            else concat(worded.finding, ' No contract is on hand: check whether the payer changed its rate.')
        end as explanation,
        worded._file_id,
        worded._line
    from worded
    left join traces on worded.remittance_id = traces.remittance_id
)

select * from final
