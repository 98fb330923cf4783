-- What payers decided, paid and took back, as parts that add up over months and payers. Nothing after the day of the
-- figures counts.
with
decisions as (
    select
        entity_id,
        payer_name,
        adjudication_date as fact_date,
        case when payer_sequence = 1 and (is_decision or is_reversal) then charge_amount else 0 end as charge,
        case when payer_sequence = 1 and (is_decision or is_reversal) then paid_amount else 0 end as paid,
        case when payer_sequence = 1 and (is_decision or is_reversal) then patient_amount else 0 end as patient,
        case when is_reversal then 0 else paid_amount end as paid_before_takebacks,
        case when is_reversal then -paid_amount else 0 end as takeback
    from {{ ref('adjudications') }}
    where not is_predetermination and not is_repeat
),

recoupments as (
    select
        taken.entity_id,
        coalesce(payers.payer_name, taken.payer_name) as payer_name,
        taken.movement_date as fact_date,
        taken.amount as takeback
    from {{ ref('recoupments') }} as taken
    left join {{ ref('payers') }} as payers on taken.payer_id = payers.payer_id
    where taken.state in ('taken', 'orphan') and taken.amount > 0
),

firsts as (
    select
        entity_id,
        payer_name,
        adjudication_date as fact_date,
        1 as claim,
        case when is_denied then 1 else 0 end as denied_claim
    from {{ ref('int_first_decisions') }}
),

lines as (
    select
        paid.entity_id,
        paid.payer_name,
        paid.adjudication_date as fact_date,
        paid.allowed_amount as allowed,
        1 as paid_line,
        case when variances.kind = 'underpaid' then variances.disputed_amount else 0 end as underpaid,
        case when variances.kind = 'underpaid' then 1 else 0 end as underpaid_line,
        case when variances.kind = 'overpaid' then -variances.disputed_amount else 0 end as overpaid,
        case when variances.kind = 'overpaid' then 1 else 0 end as overpaid_line
    from {{ ref('int_priced_lines') }} as paid
    left join {{ ref('int_rate_variances') }} as variances on paid.priced_line_id = variances.priced_line_id
    where paid.paid_amount > 0
),

limits as (
    {{ settings_of('payer_settings', {'days_in_time': 'reassociation_days'}) }}
),

advices as (
    select
        lags.entity_id,
        lags.payer_name,
        lags.deposit_date as fact_date,
        1 as advice,
        case when lags.days_apart <= limits.days_in_time then 1 else 0 end as advice_in_time
    from {{ ref('int_advice_lags') }} as lags
    cross join limits
),

cards as (
    select
        remittances.entity_id,
        remittances.payer_name,
        sales.charged_date as fact_date,
        remittances.payment_amount as card_payment,
        sales.fee_amount as card_fee
    from {{ ref('int_virtual_card_payments') }} as sales
    inner join {{ ref('remittances') }} as remittances on sales.remittance_id = remittances.remittance_id
),

additions as (
    select
        entity_id,
        payer_name,
        payment_date as fact_date,
        -interest_amount as interest
    from {{ ref('remittances') }}
),

{% set parts = {
    'decisions': ['charge', 'paid', 'patient', 'paid_before_takebacks', 'takeback'],
    'recoupments': ['takeback'],
    'firsts': ['claim', 'denied_claim'],
    'lines': ['allowed', 'paid_line', 'underpaid', 'underpaid_line', 'overpaid', 'overpaid_line'],
    'advices': ['advice', 'advice_in_time'],
    'cards': ['card_payment', 'card_fee'],
    'additions': ['interest'],
} -%}
facts as (
    {% for relation, columns in parts.items() -%}{% set outer = loop -%}
    {% for part in columns -%}
    select entity_id, payer_name, fact_date, '{{ part }}' as part, {{ part }} as amount from {{ relation }}
    {{ 'union all' if not (outer.last and loop.last) }}
    {% endfor -%}
    {% endfor %}
),

final as (
    select
        facts.entity_id,
        coalesce(facts.payer_name, 'Unknown') as payer_name,
        {{ month_of('facts.fact_date') }} as period,
        facts.part,
        facts.amount
    from facts
    inner join {{ ref('stg_run') }} as run on facts.fact_date <= run.as_of
    where facts.amount <> 0
)

select * from final
