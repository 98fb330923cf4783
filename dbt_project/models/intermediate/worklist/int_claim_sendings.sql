-- Claims as they were last sent to their primary payer, and what became of that submission.
with
submissions as (
    select *
    from {{ ref('int_claim_submissions') }}
    where payer_sequence = 'P'
),

acknowledgments as (
    select * from {{ ref('int_claim_acknowledgments') }}
),

ranked as (
    select
        *,
        min(submission_date) over (partition by entity_id, claim_key) as first_submission_date,
        count(*) over (partition by entity_id, claim_key) as submission_count,
        row_number() over (partition by entity_id, claim_key order by submission_number desc) as latest_rank
    from submissions
),

final as (
    select
        ranked.entity_id,
        ranked.claim_key,
        ranked.claim_number,
        ranked.payer_name,
        ranked.financial_class,
        ranked.charge_amount,
        ranked.service_start_date as service_date,
        ranked.first_submission_date,
        ranked.submission_date as latest_submission_date,
        cast(ranked.submission_count as integer) as submission_count,
        coalesce(ranked.frequency_code = '8', false) as is_void,
        coalesce(acknowledgments.is_rejected, false) as is_rejected,
        acknowledgments.rejected_date,
        acknowledgments.rejection_category,
        acknowledgments.rejection_code,
        ranked._file_id,
        ranked._line
    from ranked
    left join acknowledgments
        on
            ranked.entity_id = acknowledgments.entity_id
            and ranked.claim_key = acknowledgments.claim_key
            and ranked.submission_number = acknowledgments.submission_number
    where ranked.latest_rank = 1
)

select * from final
