with
adjudications as (
    select *
    from {{ ref('adjudications') }}
    where is_decision or is_duplicate_denial_only
),

lines as (
    select * from {{ ref('int_line_verdicts') }}
),

overturns as (
    select * from {{ ref('int_line_overturns') }}
),

denying as (
    select
        *,
        row_number() over (
            partition by transaction_digest, claim_position, service_position
            order by amount desc, group_code asc, reason_code asc, adjustment_position asc
        ) as reason_rank
    from {{ ref('int_line_adjustments') }}
    where is_denial
),

run as (
    select as_of from {{ ref('stg_run') }}
),

final as (
    select
        {{ surrogate_key([
            'denying.transaction_digest',
            'denying.claim_position',
            'denying.service_position',
            'denying.adjustment_position',
        ]) }} as denial_id,
        adjudications.adjudication_id,
        adjudications.entity_id,
        adjudications.claim_number,
        cast(denying.service_position as integer) as service_position,
        lines.procedure_code,
        adjudications.payer_name,
        adjudications.financial_class,
        denying.group_code,
        denying.reason_code,
        glosses.gloss as reason,
        denying.category,
        coalesce(steps.is_preventable, false) as is_preventable,
        lines.remark_codes,
        adjudications.adjudication_date,
        lines.charge_amount,
        denying.amount as denied_amount,
        case when lines.is_denied then 'full' else 'partial' end as denial_kind,
        denying.reason_rank = 1 as is_leading_reason,
        first_parts.adjudication_id is not null as is_initial,
        coalesce(overturns.later_paid_amount > 0 or overturns.later_patient_amount > 0, false) as is_overturned,
        cast({{ days_between('adjudications.adjudication_date', 'run.as_of') }} as integer) as age_days,
        lines._file_id,
        lines._line
    from denying
    cross join run
    inner join adjudications
        on
            denying.transaction_digest = adjudications.remittance_id
            and denying.claim_position = adjudications.claim_position
    left join {{ ref('int_first_decision_parts') }} as first_parts
        on adjudications.adjudication_id = first_parts.adjudication_id
    inner join lines
        on
            denying.transaction_digest = lines.transaction_digest
            and denying.claim_position = lines.claim_position
            and denying.service_position = lines.service_position
    left join overturns
        on
            denying.transaction_digest = overturns.transaction_digest
            and denying.claim_position = overturns.claim_position
            and denying.service_position = overturns.service_position
    left join {{ ref('reason_glosses') }} as glosses on denying.reason_code = glosses.reason_code
    left join {{ ref('work_steps') }} as steps on denying.category = steps.category
    where not lines.is_capitated
)

select * from final
