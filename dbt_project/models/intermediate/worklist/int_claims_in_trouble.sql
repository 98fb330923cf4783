-- Claims that wait for something as a whole: rejected before the payer read them, without an answer for longer than
-- their payer usually takes, or decided by the first payer and never sent to the second.
with
sendings as (
    select *
    from {{ ref('int_claim_sendings') }}
    where not is_void
),

decisions as (
    select * from {{ ref('int_claim_decisions') }}
),

rejected as (
    select
        sendings.entity_id,
        sendings.claim_key,
        decisions.claim_family_id,
        sendings.claim_number,
        'rejected' as kind,
        sendings.payer_name,
        sendings.financial_class,
        concat_ws(' ', sendings.rejection_category, sendings.rejection_code) as reason_code,
        sendings.charge_amount,
        sendings.service_date,
        sendings.rejected_date as trouble_date,
        decisions.latest_decision_date as adjudication_date,
        cast(null as integer) as waited_days,
        cast(null as integer) as usual_days,
        sendings._file_id,
        sendings._line
    from sendings
    left join decisions
        on
            sendings.entity_id = decisions.entity_id
            and sendings.claim_key = decisions.claim_key
    where
        sendings.is_rejected
        and (decisions.latest_decision_date is null or decisions.latest_decision_date < sendings.latest_submission_date)
),

unanswered as (
    select
        entity_id,
        claim_key,
        claim_family_id,
        claim_number,
        'no answer' as kind,
        payer_name,
        financial_class,
        cast(null as {{ type_text() }}) as reason_code,
        charge_amount,
        service_date,
        latest_submission_date as trouble_date,
        latest_decision_date as adjudication_date,
        waited_days,
        usual_days,
        _file_id,
        _line
    from {{ ref('int_waiting_claims') }}
    where waited_days > usual_days
),

secondary as (
    select
        entity_id,
        claim_key,
        claim_family_id,
        claim_number,
        'secondary not billed' as kind,
        payer_name,
        financial_class,
        cast(null as {{ type_text() }}) as reason_code,
        charge_amount,
        service_date,
        decided_date as trouble_date,
        decided_date as adjudication_date,
        cast(null as integer) as waited_days,
        cast(null as integer) as usual_days,
        _file_id,
        _line
    from {{ ref('int_unbilled_secondaries') }}
),

final as (
    select * from rejected
    union all
    select * from unanswered
    union all
    select * from secondary
)

select * from final
