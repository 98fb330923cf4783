-- Fees of payouts that the bank credited all the same, or took by itself: what it shows beyond the processor's report.
with
differences as (
    select
        deposit_id,
        difference_amount
    from {{ ref('int_match_differences') }}
    where code = 'CARD-FEE'
),

final as (
    select
        matches.evidence_id as card_payout_id,
        differences.deposit_id,
        differences.difference_amount
    from differences
    inner join {{ ref('int_deposit_matches') }} as matches
        on differences.deposit_id = matches.deposit_id
)

select * from final
