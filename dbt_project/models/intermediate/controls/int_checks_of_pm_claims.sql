-- A PM that exports its claims states what is open on each: begin, nothing, plus all movements is that end. Claims of
-- which no charge line is here are not compared.
with
claims as (
    select
        practice_id,
        claim_number,
        coalesce(
            total_balance,
            coalesce(primary_balance, 0) + coalesce(secondary_balance, 0) + coalesce(patient_balance, 0)
        ) as pm_amount
    from {{ ref('stg_pm_claims') }}
    where
        coalesce(total_balance, primary_balance, secondary_balance, patient_balance) is not null
        and not {{ is_void() }}
),

ledger as (
    select
        practice_id,
        claim_number,
        sum(amount) as ledger_amount
    from {{ ref('ar_ledger') }}
    where claim_number is not null
    group by practice_id, claim_number
),

sums as (
    select
        count(*) as claim_count,
        coalesce(sum(case when ledger.ledger_amount <> claims.pm_amount then 1 else 0 end), 0) as differing_count,
        coalesce(sum(ledger.ledger_amount), 0) as left_amount,
        coalesce(sum(claims.pm_amount), 0) as right_amount,
        coalesce(sum(abs(ledger.ledger_amount - claims.pm_amount)), 0) as difference_amount
    from claims
    inner join ledger
        on
            claims.practice_id = ledger.practice_id
            and claims.claim_number = ledger.claim_number
),

final as (
    select
        'movements_of_a_claim_are_its_balance' as check_id,
        concat(
            'All movements of a claim add up to the balance its PM states for it: ',
            cast(differing_count as {{ type_text() }}),
            ' of ',
            cast(claim_count as {{ type_text() }}),
            ' claims differ; the difference adds them up unsigned.'
        ) as description,
        'our ledger by claim' as left_label,
        left_amount,
        'balances the PM states for its claims' as right_label,
        right_amount,
        difference_amount,
        'warn' as severity
    from sums
)

select * from final
