-- What each money takes of a bank line through all the evidence that speaks of it.
with
evidence as (
    select
        evidence_kind,
        evidence_id,
        money_id
    from {{ ref('int_money_evidence') }}
),

claims as (
    select * from {{ ref('int_money_claims') }}
),

final as (
    select
        claims.deposit_id,
        evidence.money_id,
        sum(claims.amount) as amount,
        max(claims.is_virtual_card) as is_virtual_card,
        'evidence' as money_kind
    from claims
    inner join evidence
        on
            claims.evidence_kind = evidence.evidence_kind
            and claims.evidence_id = evidence.evidence_id
    group by claims.deposit_id, evidence.money_id
)

select * from final
