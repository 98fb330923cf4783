-- What the month did to what is owed, kind by kind, beside what each kind usually settles of the month's charges.
-- Running sums give what would be owed had only the kinds up to there moved.
with
months as (
    select * from {{ ref('int_ar_days_months') }}
),

shares as (
    select * from {{ ref('int_ar_usual_shares') }}
),

-- What each would usually have settled of the month's charges; the last takes what is left, so that cents add up.
usual as (
    select
        months.*,
        {% for name in ['insurance', 'patient', 'contractual', 'denial'] -%}
        {{ percent_of('months.charge_amount', 'shares.' ~ name ~ '_basis_points') }} as usual_{{ name }}_amount,
        {% endfor -%}
        months.net_amount - months.prior_net_amount as net_change_amount,
        months.debit_amount - months.prior_debit_amount as debit_change_amount
    from months
    inner join shares
        on
            months.entity_id = shares.entity_id
            and months.period = shares.period
),

{% set kinds = [
    ('insurance_payments', 'insurance_amount', 'usual_insurance_amount'),
    ('patient_payments', 'patient_amount', 'usual_patient_amount'),
    ('contractual_write_offs', 'contractual_amount', 'usual_contractual_amount'),
    ('denial_write_offs', 'denial_amount', 'usual_denial_amount'),
    ('other_write_offs', 'other_amount', 'charge_amount - usual_insurance_amount - usual_patient_amount'
        ~ ' - usual_contractual_amount - usual_denial_amount'),
    ('refunds_and_reinstatements', 'raised_amount', none),
    ('credit_balances', 'debit_change_amount - net_change_amount', none),
] -%}
kinds as (
    {%- for driver, actual, expected in kinds %}
    select
        entity_id,
        period,
        {{ loop.index + 2 }} as driver_order,
        '{{ driver }}' as driver,
        cast({{ actual }} as decimal(18, 2)) as actual_amount,
        cast({{ expected or 0 }} as decimal(18, 2)) as usual_amount,
        cast({{ expected ~ ' - ' ~ actual if expected else actual }} as decimal(18, 2)) as effect_amount,
        prior_debit_amount,
        window_days,
        window_charge_amount
    from usual
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

final as (
    select
        entity_id,
        period,
        driver_order,
        driver,
        actual_amount,
        usual_amount,
        effect_amount,
        cast(prior_debit_amount + sum(effect_amount) over (
            partition by entity_id, period order by driver_order
            rows between unbounded preceding and current row
        ) as decimal(18, 2)) as owed_amount,
        window_days,
        window_charge_amount
    from kinds
)

select * from final
