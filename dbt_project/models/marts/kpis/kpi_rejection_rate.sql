with
run as (
    select as_of from {{ ref('stg_run') }}
),

submissions as (
    select
        submissions.*,
        acknowledgments.is_rejected,
        acknowledgments.is_accepted
    from {{ ref('int_claim_submissions') }} as submissions
    left join {{ ref('int_claim_acknowledgments') }} as acknowledgments
        on
            submissions.entity_id = acknowledgments.entity_id
            and submissions.claim_key = acknowledgments.claim_key
            and submissions.submission_number = acknowledgments.submission_number
),

-- A submission nobody answered is neither rejected nor accepted: it is counted beside the rate.
facts as (
    select
        {{ month_of('submissions.submission_date') }} as period,
        submissions.entity_id,
        submissions.payer_name,
        submissions.financial_class,
        case when submissions.is_rejected then 1 else 0 end as numerator,
        case when submissions.is_rejected or submissions.is_accepted then 1 else 0 end as denominator,
        case when submissions.is_rejected or submissions.is_accepted then 0 else 1 end as unmeasured_count
    from submissions
    inner join run on submissions.submission_date <= run.as_of
),

final as (
    {{ rate_by_grain('K34', 'facts') }}
)

select * from final
