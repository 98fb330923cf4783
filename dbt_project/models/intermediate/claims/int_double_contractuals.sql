-- Later payers that call contractual what an earlier one has already settled: together, the payers may write off no
-- more than the charge less the most that any of them allows. What the earlier payer allowed is what it paid and left
-- to the patient; a line it refused, and the later one does not pay either, is settled by the refusal.
with
lines as (
    select
        entity_id,
        charge_number,
        claim_number,
        payer_sequence,
        payer_name,
        remittance_id,
        trace_number,
        payment_date,
        sequence_number,
        charge_amount,
        stated_contractual_amount,
        coalesce(refused_before_amount, 0) as refused_before_amount,
        era_paid_amount + coalesce(era_patient_amount, 0) as allowed_amount
    from {{ ref('int_remitted_lines') }}
),

cumulated as (
    select
        *,
        sum(stated_contractual_amount) over (
            partition by entity_id, charge_number order by sequence_number
            rows between unbounded preceding and current row
        ) as cumulated_amount,
        max(allowed_amount) over (
            partition by entity_id, charge_number order by sequence_number
            rows between unbounded preceding and 1 preceding
        ) as allowed_before_amount
    from lines
),

final as (
    select
        entity_id,
        claim_number,
        payer_sequence,
        max(payer_name) as payer_name,
        max(remittance_id) as remittance_id,
        max(trace_number) as trace_number,
        max(payment_date) as payment_date,
        cast(
            sum(least(
                cumulated_amount + refused_before_amount
                - (charge_amount - greatest(allowed_before_amount, allowed_amount)),
                stated_contractual_amount
            )) as decimal(18, 2)
        ) as amount
    from cumulated
    where
        -- without the earlier payer's decision nobody can tell
        allowed_before_amount is not null
        and stated_contractual_amount > 0
        and cumulated_amount + refused_before_amount
        > charge_amount - greatest(allowed_before_amount, allowed_amount)
    group by entity_id, claim_number, payer_sequence
)

select * from final
