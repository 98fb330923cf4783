-- Every piece of work, and how long one that waits for an answer has waited, in steps over the usual time.
with
found as (
    select * from {{ ref('int_work_of_denials') }}
    union all
    select * from {{ ref('int_work_of_claims') }}
    union all
    select * from {{ ref('int_work_of_underpayments') }}
),

house as (
    {{ settings_of('worklist_settings', {'waiting_step_days': 'waiting_step_days'}) }}
),

final as (
    select
        found.entity_id,
        found.claim_key,
        found.claim_family_id,
        found.claim_number,
        found.charge_number,
        found.procedure_code,
        found.kind,
        found.category,
        found.payer_name,
        found.financial_class,
        found.group_code,
        found.reason_code,
        found.remark_codes,
        found.line_count,
        found.open_amount,
        found.amount_at_stake,
        found.service_date,
        found.trouble_date,
        found.adjudication_date,
        found.waited_days,
        found.usual_days,
        case
            when found.category = 'no answer'
                then {{ waiting_step('found.waited_days - found.usual_days', 'house.waiting_step_days') }}
            else 0
        end as waiting_step,
        case when found.category = 'no answer' then ' that waited as long' else '' end as waited_words,
        found._file_id,
        found._line
    from found
    cross join house
)

select * from final
