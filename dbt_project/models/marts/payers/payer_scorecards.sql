with
facts as (
    select * from {{ ref('int_payer_facts') }}
),

lags as (
    select
        entity_id,
        payer_name,
        period,
        cast(max(claim_count) as integer) as timed_claim_count,
        min(case when lag_rank >= 0.5 * claim_count then lag_days end) as median_days_to_payment,
        min(case when lag_rank >= 0.9 * claim_count then lag_days end) as p90_days_to_payment
    from {{ ref('int_payer_lags') }}
    group by entity_id, payer_name, period
),

{% set amounts = ['charge', 'allowed', 'paid', 'patient', 'underpaid', 'overpaid', 'takeback', 'paid_before_takebacks',
    'card_payment', 'card_fee', 'interest'] -%}
{% set counts = ['claim', 'denied_claim', 'paid_line', 'underpaid_line', 'overpaid_line', 'advice',
    'advice_in_time'] -%}
parts as (
    select
        entity_id,
        payer_name,
        period,
        {% for part in amounts -%}
        cast(sum(case when part = '{{ part }}' then amount else 0 end) as decimal(18, 2)) as {{ part }}_amount,
        {% endfor -%}
        {% for part in counts -%}
        cast(sum(case when part = '{{ part }}' then amount else 0 end) as integer) as {{ part }}_count,
        {% endfor -%}
        count(*) as fact_count
    from facts
    group by entity_id, payer_name, period
),

classes as (
    select
        payer_name,
        min(financial_class) as financial_class
    from {{ ref('payers') }}
    group by payer_name
),

final as (
    select
        {{ surrogate_key(['parts.entity_id', 'parts.payer_name', 'parts.period']) }} as payer_scorecard_id,
        parts.entity_id,
        parts.payer_name,
        coalesce(classes.financial_class, 'unknown') as financial_class,
        parts.period,
        parts.charge_amount,
        parts.allowed_amount,
        parts.paid_amount,
        parts.patient_amount,
        {{ ratio('parts.paid_amount + parts.patient_amount', 'parts.charge_amount') }} as yield_rate,
        parts.claim_count,
        parts.denied_claim_count,
        {{ ratio('parts.denied_claim_count', 'parts.claim_count') }} as denial_rate,
        coalesce(lags.timed_claim_count, 0) as timed_claim_count,
        lags.median_days_to_payment,
        lags.p90_days_to_payment,
        parts.paid_line_count,
        parts.underpaid_line_count,
        {{ ratio('parts.underpaid_line_count', 'parts.paid_line_count') }} as underpaid_rate,
        parts.underpaid_amount,
        parts.overpaid_line_count,
        parts.overpaid_amount,
        parts.takeback_amount,
        parts.paid_before_takebacks_amount,
        {{ ratio('parts.takeback_amount', 'parts.paid_before_takebacks_amount') }} as takeback_rate,
        parts.advice_count,
        parts.advice_in_time_count,
        {{ ratio('parts.advice_in_time_count', 'parts.advice_count') }} as advice_in_time_rate,
        parts.card_payment_amount,
        parts.card_fee_amount,
        {{ ratio('parts.card_fee_amount', 'parts.card_payment_amount') }} as card_fee_rate,
        parts.interest_amount
    from parts
    left join lags
        on
            parts.entity_id = lags.entity_id
            and parts.payer_name = lags.payer_name
            and parts.period = lags.period
    left join classes on parts.payer_name = classes.payer_name
)

select * from final
