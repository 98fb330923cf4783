-- Lines of decisions that are the payer's last word on their service: not taken back by a reversal, neither the line
-- nor its claim, and not decided anew. Line 0 is the claim.
with
adjudications as (
    select *
    from {{ ref('adjudications') }}
    where
        not is_predetermination
        and not is_repeat
        and not is_duplicate_denial_only
        and coalesce(claim_status, '') <> '23'
),

lines as (
    select * from {{ ref('int_line_verdicts') }}
),

placed as (
    select
        lines.transaction_digest,
        lines.claim_position,
        lines.service_position,
        adjudications.adjudication_id,
        adjudications.is_reversal,
        sum(case when adjudications.is_reversal then -1 else 1 end) over (
            partition by
                adjudications.claim_family_id, adjudications.payer_sequence, coalesce(lines.line_key, 'claim')
        ) as standing_count,
        row_number() over (
            partition by
                adjudications.claim_family_id, adjudications.payer_sequence, coalesce(lines.line_key, 'claim'),
                adjudications.is_reversal
            order by adjudications.sequence_number desc, lines.service_position desc
        ) as latest_rank
    from lines
    inner join adjudications
        on
            lines.transaction_digest = adjudications.remittance_id
            and lines.claim_position = adjudications.claim_position
),

standing as (
    select * from placed
    where not is_reversal and latest_rank = 1 and standing_count > 0
),

claims_standing as (
    select
        adjudication_id,
        max(standing_count) as standing_count
    from placed
    where service_position = 0
    group by adjudication_id
),

final as (
    select
        standing.transaction_digest,
        standing.claim_position,
        standing.service_position,
        standing.adjudication_id
    from standing
    inner join claims_standing on standing.adjudication_id = claims_standing.adjudication_id
    where claims_standing.standing_count > 0
)

select * from final
