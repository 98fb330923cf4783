-- Submissions that never reached the payer, and whether the claim was sent again.
with
submissions as (
    select
        *,
        lead(submission_date) over (partition by entity_id, claim_key order by submission_number) as next_date
    from {{ ref('int_claim_submissions') }}
),

acknowledgments as (
    select *
    from {{ ref('int_claim_acknowledgments') }}
    where is_rejected
),

decisions as (
    select * from {{ ref('int_claim_decisions') }}
),

run as (
    select as_of from {{ ref('stg_run') }}
),

final as (
    select
        {{ surrogate_key(['submissions.entity_id', 'submissions.claim_key', 'submissions.submission_number']) }}
            as claim_rejection_id,
        submissions.entity_id,
        submissions.claim_number,
        cast(submissions.submission_number as integer) as submission_number,
        submissions.payer_name,
        submissions.financial_class,
        submissions.service_start_date as service_date,
        submissions.submission_date,
        acknowledgments.rejected_date,
        acknowledgments.rejection_category as status_category,
        acknowledgments.rejection_code as status_code,
        case
            when acknowledgments.rejection_category = 'batch' then 'the whole batch was refused'
            else coalesce(glosses.gloss, 'status code without a gloss')
        end as reason,
        submissions.charge_amount,
        submissions.next_date as sent_again_date,
        cast({{ days_between('acknowledgments.rejected_date', 'submissions.next_date') }} as integer)
            as days_to_sending_again,
        submissions.next_date is null
        and (decisions.latest_decision_date is null or decisions.latest_decision_date < submissions.submission_date)
            as is_standing,
        cast({{ days_between('acknowledgments.rejected_date', 'run.as_of') }} as integer) as age_days,
        submissions._file_id,
        submissions._line
    from submissions
    cross join run
    inner join acknowledgments
        on
            submissions.entity_id = acknowledgments.entity_id
            and submissions.claim_key = acknowledgments.claim_key
            and submissions.submission_number = acknowledgments.submission_number
    left join decisions
        on
            submissions.entity_id = decisions.entity_id
            and submissions.claim_key = decisions.claim_key
    left join {{ ref('claim_status_glosses') }} as glosses
        on acknowledgments.rejection_code = glosses.status_code
)

select * from final
