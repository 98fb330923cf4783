-- Service lines as the first payer's last decision that stands leaves them. A reversal takes back one decision of the
-- line; a line with as many reversals as decisions has none. Lines of one decision that name one charge are one line.
with
decisions as (
    select *
    from {{ ref('adjudications') }}
    where payer_sequence = 1 and (is_decision or (is_reversal and not is_repeat))
),

lines as (
    select
        decisions.adjudication_id,
        decisions.claim_family_id,
        decisions.sequence_number,
        decisions.is_reversal,
        verdicts.line_key,
        verdicts.service_position
    from decisions
    inner join {{ ref('int_line_verdicts') }} as verdicts
        on
            decisions.remittance_id = verdicts.transaction_digest
            and decisions.claim_position = verdicts.claim_position
    where verdicts.service_position > 0
),

line_decisions as (
    select
        adjudication_id,
        claim_family_id,
        line_key,
        sequence_number,
        is_reversal,
        min(service_position) as service_position
    from lines
    group by adjudication_id, claim_family_id, line_key, sequence_number, is_reversal
),

ranked as (
    select
        *,
        row_number() over (
            partition by claim_family_id, line_key, is_reversal order by sequence_number desc, adjudication_id asc
        ) as decision_rank,
        sum(case when is_reversal then -1 else 1 end) over (
            partition by claim_family_id, line_key
        ) as standing_count
    from line_decisions
),

final as (
    select
        {{ surrogate_key(['adjudication_id', 'line_key']) }} as standing_line_id,
        adjudication_id,
        line_key,
        service_position
    from ranked
    where
        not is_reversal
        and decision_rank = 1
        and standing_count > 0
)

select * from final
