-- Which part of what lowers receivables is usually whose: shares of the three months before, in hundredths of a
-- percent. Running shares are rounded, so that the five always make a whole.
with
months as (
    select
        entity_id,
        period
    from {{ ref('int_ar_days_months') }}
),

movements as (
    select
        *,
        administrative_amount + charity_amount + bad_debt_amount as other_amount
    from {{ ref('ar_rollforward') }}
),

sums as (
    select
        months.entity_id,
        months.period,
        sum(movements.insurance_payment_amount) as insurance_amount,
        sum(movements.patient_payment_amount) as patient_amount,
        sum(movements.contractual_amount) as contractual_amount,
        sum(movements.denial_write_off_amount) as denial_amount,
        sum(movements.other_amount) as other_amount
    from months
    inner join movements
        on
            months.entity_id = movements.entity_id
            and months.period > movements.period
            and {{ month_of("cast(concat(months.period, '-01') as date) - interval 3 month") }} <= movements.period
    group by months.entity_id, months.period
),

running as (
    select
        entity_id,
        period,
        insurance_amount as to_insurance,
        insurance_amount + patient_amount as to_patient,
        insurance_amount + patient_amount + contractual_amount as to_contractual,
        insurance_amount + patient_amount + contractual_amount + denial_amount as to_denial,
        insurance_amount + patient_amount + contractual_amount + denial_amount + other_amount as lowered_amount
    from sums
),

-- Where nothing lowered receivables yet, everything is expected of the insurers.
cumulated as (
    select
        entity_id,
        period,
        case
            when lowered_amount > 0 then cast(round({{ ratio('to_insurance', 'lowered_amount') }} * 10000) as integer)
            else 10000
        end as insurance_until,
        case
            when lowered_amount > 0 then cast(round({{ ratio('to_patient', 'lowered_amount') }} * 10000) as integer)
            else 10000
        end as patient_until,
        case
            when lowered_amount > 0 then cast(round({{ ratio('to_contractual', 'lowered_amount') }} * 10000) as integer)
            else 10000
        end as contractual_until,
        case
            when lowered_amount > 0 then cast(round({{ ratio('to_denial', 'lowered_amount') }} * 10000) as integer)
            else 10000
        end as denial_until
    from running
),

final as (
    select
        entity_id,
        period,
        insurance_until as insurance_basis_points,
        patient_until - insurance_until as patient_basis_points,
        contractual_until - patient_until as contractual_basis_points,
        denial_until - contractual_until as denial_basis_points,
        10000 - denial_until as other_basis_points
    from cumulated
)

select * from final
