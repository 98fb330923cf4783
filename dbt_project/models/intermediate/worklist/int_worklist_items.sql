-- Every piece of work with its chance, deadline and score: expected value, weighted by urgency, per hour of effort.
with
work as (
    select * from {{ ref('int_pieces_of_work') }}
),

steps as (
    select * from {{ ref('work_steps') }}
),

run as (
    select as_of from {{ ref('stg_run') }}
),

timed as (
    select
        work.*,
        run.as_of,
        steps.deadline as deadline_kind,
        steps.effort_minutes,
        steps.next_step,
        coalesce(by_payer.chance, by_category.chance) as chance,
        case
            when by_payer.tried_count > 0
                then concat(steps.tried_words, ' ', by_payer.won_count, ' of ', by_payer.tried_count, work.waited_words)
            when by_category.tried_count > 0
                then
                    concat(
                        steps.tried_words, ' ', by_category.won_count, ' of ', by_category.tried_count,
                        work.waited_words, ' at all payers'
                    )
            else 'no case of our own yet, the house''s estimate'
        end as chance_support,
        case
            when steps.deadline = 'appeal'
                then {{ add_days('work.adjudication_date', 'coalesce(own.appeal_days, class.appeal_days)') }}
            else {{ add_days('work.service_date', 'coalesce(own.filing_days, class.filing_days)') }}
        end as deadline_date
    from work
    cross join run
    inner join steps on work.category = steps.category
    inner join {{ ref('int_work_chances') }} as by_category
        on
            work.category = by_category.category
            and work.waiting_step = by_category.waiting_step
            and by_category.payer_name is null
    left join {{ ref('int_work_chances') }} as by_payer
        on
            work.category = by_payer.category
            and work.waiting_step = by_payer.waiting_step
            and work.payer_name = by_payer.payer_name
    left join {{ ref('filing_limits') }} as own
        on work.financial_class = own.financial_class and work.payer_name = own.payer_name
    left join {{ ref('filing_limits') }} as class
        on work.financial_class = class.financial_class and class.payer_name is null
),

counted as (
    select
        *,
        cast({{ days_between('as_of', 'deadline_date') }} as integer) as days_left,
        cast(round(amount_at_stake * chance, 2) as decimal(18, 2)) as expected_value
    from timed
),

spans as (
    select
        *,
        lead(days_left_from) over (order by days_left_from) as next_from
    from {{ ref('urgency_weights') }}
),

final as (
    select
        counted.entity_id,
        counted.claim_key,
        counted.claim_family_id,
        counted.claim_number,
        counted.charge_number,
        counted.procedure_code,
        counted.kind,
        counted.category,
        counted.payer_name,
        counted.financial_class,
        counted.group_code,
        counted.reason_code,
        counted.remark_codes,
        counted.line_count,
        counted.open_amount,
        counted.amount_at_stake,
        counted.service_date,
        counted.trouble_date,
        counted.adjudication_date,
        counted.waited_days,
        counted.usual_days,
        counted.deadline_kind,
        counted.deadline_date,
        counted.days_left,
        counted.effort_minutes,
        counted.next_step,
        counted.chance,
        counted.chance_support,
        counted.expected_value,
        coalesce(spans.words, 'no deadline known') as urgency,
        coalesce(spans.weight, 1) as urgency_weight,
        cast(
            {{ score_per_hour('counted.expected_value', 'coalesce(spans.weight, 1)', 'counted.effort_minutes') }}
            as decimal(18, 2)
        ) as priority_score,
        counted._file_id,
        counted._line
    from counted
    left join spans
        on
            counted.days_left >= spans.days_left_from
            and (spans.next_from is null or counted.days_left < spans.next_from)
)

select * from final
