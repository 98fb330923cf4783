-- Days each payer took from the submission it decided on to its first decision.
with
submissions as (
    select *
    from {{ ref('int_claim_submissions') }}
    where payer_sequence = 'P'
),

decisions as (
    select * from {{ ref('int_claim_decisions') }}
),

answered as (
    select
        submissions.entity_id,
        submissions.claim_key,
        submissions.payer_name,
        max(submissions.submission_date) as sent_date,
        min(decisions.first_decision_date) as answered_date
    from submissions
    inner join decisions
        on
            submissions.entity_id = decisions.entity_id
            and submissions.claim_key = decisions.claim_key
            and submissions.submission_date <= decisions.first_decision_date
    group by submissions.entity_id, submissions.claim_key, submissions.payer_name
),

final as (
    select
        entity_id,
        claim_key,
        payer_name,
        sent_date,
        answered_date,
        cast({{ days_between('sent_date', 'answered_date') }} as integer) as answer_days
    from answered
)

select * from final
