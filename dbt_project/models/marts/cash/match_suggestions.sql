-- What may belong together and is not proven, best first for each credit, with the reason in words. A suggestion counts
-- nowhere; a person follows one by a decision that names the credit and the evidence.
with
sums as (
    select * from {{ ref('int_suggestion_sums') }}
),

scores as (
    select
        deposit_id,
        evidence_id,
        same_count,
        all_count,
        is_same_payer,
        is_own_number,
        days_apart
    from {{ ref('int_match_scores') }}
),

final as (
    select
        sums.suggestion_id,
        sums.entity_id,
        sums.kind,
        case when sums.deposit_count = 1 then sums.first_deposit_id end as deposit_id,
        sums.deposit_date,
        cast(sums.deposit_count as integer) as deposit_count,
        cast(sums.evidence_count as integer) as evidence_count,
        cast(sums.deposit_amount as decimal(18, 2)) as deposit_amount,
        cast(sums.evidence_amount as decimal(18, 2)) as evidence_amount,
        cast(sums.score as double) as score,
        cast(sums.alternatives_count as integer) as alternatives_count,
        cast(
            row_number() over (
                partition by case when sums.deposit_count = 1 then sums.first_deposit_id else sums.suggestion_id end
                order by sums.score desc, sums.suggestion_id asc
            ) as integer
        ) as suggestion_rank,
        case sums.kind
            when 'sum'
                then
                    concat(
                        'These ', sums.evidence_count, ' remittances of the payer add up to the credit',
                        case
                            when
                                sums.alternatives_count > 0
                                then '; so do others, and the amounts cannot tell which are paid.'
                            else '; by their number a sum of chance cannot be ruled out.'
                        end
                    )
            when 'group'
                then
                    concat(
                        'All ', sums.evidence_count,
                        ' open remittances of the payer and day add up to the credit, and to another.'
                    )
            when 'number'
                then
                    concat(
                        'The number stands in the bank line and the amounts are equal; ', sums.alternatives_count,
                        ' more would fit as well.'
                    )
            when 'several'
                then
                    concat(
                        sums.deposit_count, ' credits and ', sums.evidence_count,
                        ' remittances of the payer, near in time, add up to the same.'
                    )
            else concat(
                'Same amount, borne by ', scores.same_count, ' of ', scores.all_count, ' of its kind; ',
                abs(scores.days_apart), ' business days apart',
                case
                    when scores.is_same_payer then '; same payer'
                    when not scores.is_same_payer then '; another payer is named'
                    else ''
                end,
                case when scores.is_own_number then '; the bank line states another number.' else '.' end
            )
        end as why,
        sums.evidence_ids
    from sums
    left join scores
        on
            sums.first_deposit_id = scores.deposit_id
            and sums.first_evidence_id = scores.evidence_id
            and sums.kind = 'amount'
)

select * from final
