-- Within how many days each payer usually answers: a seed says which share of its answers is usual, and how many it
-- takes to know.
with
answers as (
    select
        *,
        row_number() over (partition by payer_name order by answer_days, entity_id, claim_key) as answer_rank,
        count(*) over (partition by payer_name) as answered_count
    from {{ ref('int_answer_times') }}
),

settings as (
    {{ settings_of('worklist_settings', {
        'answer_share': 'answer_share',
        'answer_claims': 'answer_claims',
    }) }}
),

final as (
    select
        answers.payer_name,
        cast(max(answers.answered_count) as integer) as answered_count,
        min(case when answers.answer_rank >= 0.5 * answers.answered_count then answers.answer_days end)
            as median_days,
        min(
            case when answers.answer_rank >= settings.answer_share * answers.answered_count then answers.answer_days end
        ) as usual_days
    from answers
    cross join settings
    group by answers.payer_name
    having max(answers.answered_count) >= max(settings.answer_claims)
)

select * from final
