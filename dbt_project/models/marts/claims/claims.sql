with
submissions as (
    select * from {{ ref('int_claim_submissions') }}
),

acknowledgments as (
    select * from {{ ref('int_claim_acknowledgments') }}
),

outcomes as (
    select * from {{ ref('int_claim_outcomes') }}
),

submitted as (
    select
        entity_id,
        claim_key,
        max(submission_number) as submission_count
    from submissions
    group by entity_id, claim_key
),

first_submissions as (
    select * from submissions
    where submission_number = 1
),

latest_submissions as (
    select
        submissions.entity_id,
        submissions.claim_key,
        coalesce(acknowledgments.is_rejected, false) as is_latest_rejected
    from submissions
    inner join submitted
        on
            submissions.entity_id = submitted.entity_id
            and submissions.claim_key = submitted.claim_key
            and submissions.submission_number = submitted.submission_count
    left join acknowledgments
        on
            submissions.entity_id = acknowledgments.entity_id
            and submissions.claim_key = acknowledgments.claim_key
            and submissions.submission_number = acknowledgments.submission_number
),

joined as (
    select
        firsts.*,
        submitted.submission_count,
        latest.is_latest_rejected,
        acks.first_status_date,
        acks.is_rejected,
        acks.is_accepted,
        outcomes.first_adjudication_date,
        outcomes.first_adjudication_is_denied,
        outcomes.first_payment_date,
        coalesce(outcomes.paid_amount, 0) as paid_amount,
        coalesce(outcomes.patient_amount, 0) as patient_amount,
        coalesce(outcomes.denied_charge_amount, 0) as denied_charge_amount,
        coalesce(outcomes.is_denied, false) as is_denied,
        coalesce(outcomes.is_partly_denied, false) as is_partly_denied,
        coalesce(outcomes.is_decided, false) as is_decided
    from first_submissions as firsts
    inner join submitted on firsts.entity_id = submitted.entity_id and firsts.claim_key = submitted.claim_key
    inner join latest_submissions as latest
        on firsts.entity_id = latest.entity_id and firsts.claim_key = latest.claim_key
    left join acknowledgments as acks
        on
            firsts.entity_id = acks.entity_id
            and firsts.claim_key = acks.claim_key
            and acks.submission_number = 1
    left join outcomes on firsts.entity_id = outcomes.entity_id and firsts.claim_key = outcomes.claim_key
),

final as (
    select
        {{ surrogate_key(['entity_id', 'claim_key']) }} as claim_id,
        entity_id,
        claim_number,
        payer_name,
        financial_class,
        submission_date as first_submission_date,
        cast(submission_count as integer) as submission_count,
        first_status_date as first_acknowledgment_date,
        case when is_rejected then 'rejected' when is_accepted then 'accepted' else 'none' end as first_acknowledgment,
        case when is_rejected then false when is_accepted then true end as is_accepted_first_time,
        first_adjudication_date,
        first_adjudication_is_denied,
        service_start_date as service_date,
        charge_amount,
        cast(paid_amount as decimal(18, 2)) as paid_amount,
        cast(patient_amount as decimal(18, 2)) as patient_amount,
        cast(denied_charge_amount as decimal(18, 2)) as denied_charge_amount,
        case
            when not is_decided and is_latest_rejected then 'rejected'
            when not is_decided then 'awaiting adjudication'
            when is_denied then 'denied'
            when is_partly_denied then 'partly denied'
            when paid_amount > 0 then 'paid'
            else 'patient responsibility'
        end as state,
        cast({{ days_between('submission_date', 'first_payment_date') }} as integer) as days_to_first_payment,
        _file_id,
        _line
    from joined
)

select * from final
