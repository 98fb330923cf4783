-- Charge lines on which the PM system shows other money or other write-offs than the payers' remittances, and what kind
-- of difference it is.
with
differences as (
    select * from {{ ref('int_line_posting_differences') }}
),

calendar as (
    select
        calendar_date,
        business_day_number
    from {{ ref('bank_calendar') }}
),

final as (
    select
        {{
            surrogate_key([
                'differences.entity_id',
                'differences.charge_number',
                'differences.payer_sequence',
                'differences.remittance_id',
                'differences.claim_number',
            ])
        }} as posting_variance_id,
        differences.entity_id,
        case
            when differences.pm_paid_amount = 0 and differences.pm_adjusted_amount = 0 then 'PST-NONE'
            when differences.era_paid_amount = differences.pm_paid_amount then 'PST-ADJCODE'
            when differences.pm_paid_amount = 0 then 'PST-NONE'
            when differences.pm_paid_amount < differences.era_paid_amount then 'PST-PART'
            else 'PST-OVER'
        end as code,
        differences.claim_number,
        differences.charge_number,
        differences.payer_sequence,
        differences.payer_name,
        differences.remittance_id,
        differences.trace_number,
        differences.remittance_date,
        differences.posting_date,
        cast(differences.era_paid_amount as decimal(18, 2)) as era_paid_amount,
        cast(differences.pm_paid_amount as decimal(18, 2)) as pm_paid_amount,
        cast(differences.era_paid_amount - differences.pm_paid_amount as decimal(18, 2)) as difference_amount,
        cast(differences.era_contractual_amount as decimal(18, 2)) as era_contractual_amount,
        cast(differences.pm_adjusted_amount as decimal(18, 2)) as pm_adjusted_amount,
        cast(differences.era_contractual_amount - differences.pm_adjusted_amount as decimal(18, 2))
            as adjustment_difference_amount,
        cast(greatest(today.business_day_number - remitted.business_day_number, 0) as integer) as age_business_days
    from differences
    cross join {{ ref('stg_run') }} as run
    left join calendar as today
        on {{ calendar_day('run.as_of') }} = today.calendar_date
    left join calendar as remitted
        on {{ calendar_day('differences.remittance_date') }} = remitted.calendar_date
)

select * from final
