-- Troubles of the past that are old enough to show what became of them, each won or not: what the chances are learned
-- from. Of a denial the first counts, not its repetitions. A claim without an answer is a case of every step of waiting
-- it reached: what came of those that had waited as long is the chance of one that waits still.
with
house as (
    {{ settings_of('worklist_settings', {
        'mature_days': 'mature_days',
        'waiting_step_days': 'waiting_step_days',
    }, type='integer') }}
),

settings as (
    select
        house.mature_days,
        house.waiting_step_days,
        run.as_of
    from house
    cross join {{ ref('stg_run') }} as run
),

steps as (
    {{ waiting_steps() }}
),

claims as (
    select
        *,
        upper(trim(claim_number)) as claim_key,
        state in ('paid', 'patient responsibility') as is_settled
    from {{ ref('claims') }}
),

waiting as (
    select * from {{ ref('int_waiting_claims') }}
),

cases as (
    select
        payer_name,
        category,
        is_overturned as is_won,
        adjudication_date as trouble_date,
        0 as overdue_days
    from {{ ref('denials') }}
    where is_initial and is_leading_reason and category <> 'duplicate'
    union all
    select
        payer_name,
        'rejected' as category,
        is_settled as is_won,
        first_acknowledgment_date as trouble_date,
        0 as overdue_days
    from claims
    where first_acknowledgment = 'rejected'
    union all
    select
        answers.payer_name,
        'no answer' as category,
        claims.is_settled as is_won,
        {{ add_days('answers.sent_date', 'usual.usual_days') }} as trouble_date,
        answers.answer_days - usual.usual_days as overdue_days
    from {{ ref('int_answer_times') }} as answers
    inner join {{ ref('int_payer_answer_times') }} as usual on answers.payer_name = usual.payer_name
    inner join claims
        on
            answers.entity_id = claims.entity_id
            and answers.claim_key = claims.claim_key
    where answers.answer_days > usual.usual_days
    union all
    select
        payer_name,
        'no answer' as category,
        false as is_won,
        {{ add_days('latest_submission_date', 'usual_days') }} as trouble_date,
        waited_days - usual_days as overdue_days
    from waiting
    where waited_days > usual_days
    union all
    select
        payer_name,
        'secondary not billed' as category,
        paid_amount > 0 as is_won,
        cast(null as date) as trouble_date,
        0 as overdue_days
    from {{ ref('adjudications') }}
    where payer_sequence > 1 and is_latest
),

final as (
    select
        cases.payer_name,
        cases.category,
        steps.waiting_step,
        case when cases.is_won then 1 else 0 end as won_count
    from cases
    cross join settings
    inner join steps on steps.waiting_step = 0 or cases.overdue_days > steps.waiting_step * settings.waiting_step_days
    where
        cases.trouble_date is null
        or {{ add_days('cases.trouble_date', 'settings.mature_days') }} <= settings.as_of
)

select * from final
