-- A desk deposit that bears the number of a PM batch with another amount: the batch is what was deposited, together
-- with the only open batch of exactly the difference, where there is one. What is left is a coded difference, and told.
with
differences as (
    select * from {{ ref('int_desk_differences') }}
    where not is_ambiguous
),

members as (
    select
        deposit_id,
        pm_batch_id as evidence_id,
        key_value
    from differences
    union all
    select
        deposit_id,
        neighbour_batch_id as evidence_id,
        key_value
    from differences
    where neighbour_batch_id is not null
),

pairs as (
    select
        {{ surrogate_key(['members.deposit_id', "'batch_difference'"]) }} as proposal_id,
        members.deposit_id,
        evidence.evidence_kind,
        evidence.evidence_id,
        bank_lines.amount as deposit_amount,
        evidence.evidence_amount,
        bank_lines.deposit_date,
        evidence.evidence_date,
        bank_lines.business_day_number - evidence.business_day_number as days_apart,
        members.key_value
    from members
    inner join {{ ref('int_bank_lines') }} as bank_lines
        on members.deposit_id = bank_lines.deposit_id
    inner join {{ ref('int_deposit_evidence') }} as evidence
        on members.evidence_id = evidence.evidence_id
),

final as (
    {{ matches_of_groups('pairs', rule='batch_difference', key_name="'batch_number'") }}
)

select * from final
