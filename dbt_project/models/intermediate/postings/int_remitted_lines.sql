-- What the payers' remittances say of each charge line, net of reversals and corrections, by payer sequence. A later
-- payer can write off no more than is still open after the earlier ones: payers often repeat the first one's write-
-- off, or its refusal of a line that they do not pay either.
with
results as (
    select
        *,
        row_number() over (
            partition by entity_id, charge_number, payer_sequence
            order by payment_date desc, remittance_id desc, is_reversal asc, claim_position desc, service_position desc
        ) as decision_rank,
        row_number() over (
            partition by entity_id, charge_number, payer_sequence, is_reversal
            order by payment_date desc, remittance_id desc, claim_position desc, service_position desc
        ) as kind_rank
    from {{ ref('int_remittance_line_results') }}
    where charge_number is not null
),

net as (
    select
        entity_id,
        charge_number,
        payer_sequence,
        case payer_sequence when 'primary' then 1 when 'secondary' then 2 else 3 end as sequence_number,
        max(case when decision_rank = 1 then claim_number end) as claim_number,
        max(case when decision_rank = 1 then payer_name end) as payer_name,
        max(case when decision_rank = 1 then remittance_id end) as remittance_id,
        max(case when decision_rank = 1 then trace_number end) as trace_number,
        max(payment_date) as payment_date,
        max(abs(charge_amount)) as charge_amount,
        sum(era_paid_amount) as era_paid_amount,
        sum(era_contractual_amount) as stated_contractual_amount,
        sum(era_unmapped_amount) as era_unmapped_amount,
        sum(claim_level_amount) as claim_level_amount,
        sum(claim_level_contractual_amount) as claim_level_contractual_amount,
        sum(case when posting_state = 'unposted' then era_paid_amount else 0 end) as unposted_paid_amount,
        sum(case when posting_state = 'unposted' then era_contractual_amount else 0 end)
            as unposted_contractual_amount,
        max(case when posting_state = 'unposted' then remittance_id end) as unposted_remittance_id,
        max(case when is_reversal then 1 else 0 end) = 1 as is_reversed,
        max(case when not is_reversal and kind_rank = 1 then era_paid_amount end) as last_paid_amount,
        max(case when not is_reversal and kind_rank = 1 then era_patient_amount end) as era_patient_amount,
        max(case when is_reversal and kind_rank = 1 then -era_paid_amount end) as taken_back_amount,
        max(case when decision_rank = 1 and is_reversal then 1 else 0 end) = 1 as is_taken_back,
        max(case when not is_reversal and kind_rank = 1 and is_denied then 1 else 0 end) = 1 as is_denied,
        max(case when not is_reversal and kind_rank = 1 and is_denied then era_refused_amount end) as refused_amount
    from results
    group by entity_id, charge_number, payer_sequence
),

earlier as (
    select
        *,
        coalesce(sum(era_paid_amount + stated_contractual_amount) over (
            partition by entity_id, charge_number order by sequence_number
            rows between unbounded preceding and 1 preceding
        ), 0) as settled_before_amount,
        case
            when era_paid_amount + coalesce(era_patient_amount, 0) = 0
                then coalesce(sum(refused_amount) over (
                    partition by entity_id, charge_number order by sequence_number
                    rows between unbounded preceding and 1 preceding
                ), 0)
            else 0
        end as refused_before_amount
    from net
),

final as (
    select
        *,
        case
            when sequence_number = 1 or stated_contractual_amount <= 0 then stated_contractual_amount
            else least(
                stated_contractual_amount,
                greatest(
                    charge_amount - settled_before_amount - refused_before_amount
                    - era_paid_amount - coalesce(era_patient_amount, 0), 0
                )
            )
        end as era_contractual_amount
    from earlier
)

select * from final
