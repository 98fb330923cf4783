-- Claims with the payer: sent, not rejected, and not decided since they were last sent.
with
sendings as (
    select *
    from {{ ref('int_claim_sendings') }}
    where not is_void and not is_rejected
),

decisions as (
    select * from {{ ref('int_claim_decisions') }}
),

usual as (
    select * from {{ ref('int_payer_answer_times') }}
),

house as (
    {{ settings_of('worklist_settings', {'answer_days': 'answer_days'}, type='integer') }}
),

expected as (
    select
        house.answer_days,
        run.as_of
    from house
    cross join {{ ref('stg_run') }} as run
),

final as (
    select
        sendings.entity_id,
        sendings.claim_key,
        sendings.claim_number,
        sendings.payer_name,
        sendings.financial_class,
        sendings.charge_amount,
        sendings.service_date,
        sendings.first_submission_date,
        sendings.latest_submission_date,
        sendings.submission_count,
        decisions.claim_family_id,
        decisions.latest_decision_date,
        coalesce(usual.answered_count, 0) as answered_count,
        usual.median_days,
        coalesce(usual.usual_days, expected.answer_days) as usual_days,
        expected.as_of,
        cast({{ days_between('sendings.latest_submission_date', 'expected.as_of') }} as integer) as waited_days,
        sendings._file_id,
        sendings._line
    from sendings
    cross join expected
    left join decisions
        on
            sendings.entity_id = decisions.entity_id
            and sendings.claim_key = decisions.claim_key
    left join usual on sendings.payer_name = usual.payer_name
    where
        sendings.latest_submission_date <= expected.as_of
        and (decisions.latest_decision_date is null or decisions.latest_decision_date < sendings.latest_submission_date)
)

select * from final
