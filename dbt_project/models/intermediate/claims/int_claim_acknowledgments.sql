with
submissions as (
    select * from {{ ref('int_claim_submissions') }}
),

-- Only A2, and A5 for a claim that was split, say that the payer takes the claim into adjudication. Receipt (A1) and
-- forwarding (A0) promise nothing yet, and a claim not found (A4) is neither taken nor refused.
acknowledgments as (
    select
        *,
        upper(trim(claim_number)) as claim_key,
        status_category in ('A3', 'A6', 'A7', 'A8') as is_rejection,
        status_category in ('A2', 'A5') as is_acceptance
    from {{ ref('stg_claim_acknowledgments') }}
    where level = 'claim'
),

refused_batches as (
    select * from {{ ref('int_refused_batches') }}
),

windows as (
    select
        *,
        lead(submission_date)
            over (partition by entity_id, claim_key order by submission_number)
            as next_submission_date
    from submissions
),

-- An acknowledgment names the batch it answers; where it does not, it answers the submission last made before it.
answers as (
    select
        windows.entity_id,
        windows.claim_key,
        windows.submission_number,
        acknowledgments.status_date,
        acknowledgments.status_category,
        acknowledgments.status_code,
        acknowledgments.is_rejection,
        acknowledgments.is_acceptance
    from windows
    inner join acknowledgments
        on
            windows.claim_key = acknowledgments.claim_key
            and {{ same_entity('windows.entity_id', 'acknowledgments.entity_id') }}
            and (
                windows.batch_reference = acknowledgments.batch_reference
                or (
                    acknowledgments.batch_reference is null
                    and windows.submission_date <= acknowledgments.status_date
                    and (
                        windows.next_submission_date is null
                        or windows.next_submission_date > acknowledgments.status_date
                    )
                )
            )
),

-- No claim of a batch refused as a whole reached the payer.
verdicts as (
    select * from answers
    union all
    select
        submissions.entity_id,
        submissions.claim_key,
        submissions.submission_number,
        refused_batches.refused_date as status_date,
        'batch' as status_category,
        cast(null as {{ type_text() }}) as status_code,
        true as is_rejection,
        false as is_acceptance
    from submissions
    inner join refused_batches on submissions.transaction_digest = refused_batches.transaction_digest
),

keyed as (
    select
        *,
        case
            when is_rejection
                then concat_ws('|', cast(status_date as {{ type_text() }}), status_category, status_code)
        end as rejection_key
    from verdicts
),

final as (
    select
        entity_id,
        claim_key,
        submission_number,
        min(status_date) as first_status_date,
        min(case when is_rejection then status_date end) as rejected_date,
        min_by(status_category, rejection_key) as rejection_category,
        min_by(status_code, rejection_key) as rejection_code,
        max(case when is_rejection then 1 else 0 end) = 1 as is_rejected,
        max(case when is_acceptance then 1 else 0 end) = 1 as is_accepted
    from keyed
    group by entity_id, claim_key, submission_number
)

select * from final
