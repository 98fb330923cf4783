-- Charge lines on which the PM system shows other money or other write-offs than the payers' remittances, what kind of
-- difference it is, and the exception that tells it. Cents the PM system moved between lines of a claim are told
-- nowhere.
with
differences as (
    select * from {{ ref('int_line_posting_differences') }}
),

codes as (
    select
        entity_id,
        claim_number,
        payer_sequence,
        code,
        subject_id
    from {{ ref('int_claim_posting_codes') }}
),

told as (
    select
        exception_id,
        code,
        subject_id
    from {{ ref('exceptions') }}
    where subject_kind = 'posting'
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
        coalesce(
            codes.code,
            case when differences.pm_paid_amount > differences.era_paid_amount then 'PST-OVER' else 'PST-PART' end
        ) as code,
        told.exception_id,
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
    -- what a refund to the payer explains has no code
    inner join codes
        on
            differences.entity_id = codes.entity_id
            and coalesce(differences.claim_number, '') = coalesce(codes.claim_number, '')
            and differences.payer_sequence = codes.payer_sequence
    left join told
        on
            codes.code = told.code
            and codes.subject_id = told.subject_id
    cross join {{ ref('stg_run') }} as run
    left join calendar as today
        on {{ calendar_day('run.as_of') }} = today.calendar_date
    left join calendar as remitted
        on {{ calendar_day('differences.remittance_date') }} = remitted.calendar_date
)

select * from final
