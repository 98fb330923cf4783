-- Many credits for one remittance: all open bank lines of one day that carry the remittance's key, two or more, add up
-- to it.
with
evidence as (
    {{ open_evidence(before='split') }}
),

credits as (
    {{ open_bank_lines(before='split') }}
),

key_pairs as (
    select distinct
        deposit_id,
        evidence_id,
        days_apart,
        key_name,
        key_value
    from {{ ref('int_deposit_key_pairs') }}
    where is_strong_key
),

members as (
    select
        {{ surrogate_key(['evidence.evidence_id', 'credits.account_number', 'credits.deposit_date']) }} as proposal_id,
        credits.deposit_id,
        evidence.evidence_kind,
        evidence.evidence_id,
        credits.amount as deposit_amount,
        evidence.evidence_amount,
        credits.deposit_date,
        evidence.evidence_date,
        key_pairs.days_apart,
        key_pairs.key_name,
        key_pairs.key_value
    from key_pairs
    inner join evidence
        on key_pairs.evidence_id = evidence.evidence_id
    inner join credits
        on key_pairs.deposit_id = credits.deposit_id
    where credits.direction = 'credit'
),

sums as (
    select
        proposal_id,
        evidence_amount
    from members
    group by proposal_id, evidence_amount
    having count(*) > 1 and sum(deposit_amount) = evidence_amount
),

pairs as (
    select members.*
    from members
    inner join sums
        on members.proposal_id = sums.proposal_id
),

final as (
    {{ matches_of_groups('pairs', rule='split', key_name='key_name', amount_used='deposit_amount') }}
)

select * from final
