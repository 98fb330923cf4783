with
items as (
    select * from {{ ref('int_worklist_items') }}
),

-- One claim stands once: the trouble worth most of the biller's time wins, the others are counted beside it.
standing as (
    select
        *,
        coalesce(claim_family_id, claim_key) as work_key,
        row_number() over (
            partition by entity_id, coalesce(claim_family_id, claim_key)
            order by
                priority_score desc, expected_value desc, kind asc, category asc, group_code asc nulls last,
                reason_code asc nulls last, payer_name asc, claim_key asc
        ) as trouble_rank,
        count(*) over (partition by entity_id, coalesce(claim_family_id, claim_key)) as trouble_count
    from items
),

sendings as (
    select * from {{ ref('int_claim_sendings') }}
),

joined as (
    select
        standing.*,
        sendings.first_submission_date,
        sendings.latest_submission_date,
        sendings.submission_count,
        coalesce(
            reasons.gloss, statuses.gloss, case when standing.kind = 'underpaid' then 'allowed less than the rate' end
        ) as gloss,
        count(*) over (similar_work) - 1 as similar_count,
        sum(standing.expected_value) over (similar_work) as similar_amount
    from standing
    left join sendings
        on
            standing.entity_id = sendings.entity_id
            and standing.claim_key = sendings.claim_key
    left join {{ ref('reason_glosses') }} as reasons
        on standing.group_code is not null and standing.reason_code = reasons.reason_code
    left join {{ ref('claim_status_glosses') }} as statuses
        on standing.kind = 'rejected' and substr(standing.reason_code, 4) = statuses.status_code
    where standing.trouble_rank = 1
    window similar_work as (
        partition by
            standing.entity_id, standing.payer_name, standing.kind, standing.category, standing.reason_code
    )
),

told as (
    select
        *,
        {{ work_in_words() }} as trouble
    from joined
),

final as (
    select
        {{ surrogate_key(['entity_id', 'work_key']) }} as worklist_id,
        cast(row_number() over (
            order by
                priority_score desc, expected_value desc, deadline_date asc nulls last, claim_number asc,
                entity_id asc, work_key asc
        ) as integer) as work_rank,
        entity_id,
        claim_number,
        charge_number,
        procedure_code,
        payer_name,
        financial_class,
        kind,
        category,
        group_code,
        reason_code,
        gloss as reason,
        remark_codes,
        cast(line_count as integer) as line_count,
        open_amount,
        amount_at_stake,
        chance,
        chance_support,
        deadline_kind,
        deadline_date,
        days_left,
        urgency,
        cast(urgency_weight as decimal(5, 2)) as urgency_weight,
        expected_value,
        effort_minutes,
        priority_score,
        concat(
            trouble, '; ', chance_support, ', so about ', {{ money_text('expected_value') }}, ' of ',
            {{ money_text('amount_at_stake') }}, ' is to be expected; ', {{ days_left_in_words() }}
        ) as why,
        next_step,
        cast(similar_count as integer) as similar_count,
        cast(similar_amount as decimal(18, 2)) as similar_amount,
        cast(trouble_count - 1 as integer) as other_trouble_count,
        service_date,
        first_submission_date,
        latest_submission_date,
        submission_count,
        trouble_date,
        adjudication_date,
        _file_id,
        _line
    from told
)

select * from final
