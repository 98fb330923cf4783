-- Claims whose last payer has decided, whose money and write-offs are posted as decided, and whose patient's share
-- still stands with the insurer, or only a part of it was moved.
with
lines as (
    select
        entity_id,
        claim_number,
        charge_number,
        payer_sequence,
        payer_name,
        remittance_id,
        trace_number,
        posting_date,
        era_patient_amount,
        is_denied,
        is_taken_back,
        unposted_remittance_id is not null as is_unposted,
        is_spread
        or (
            era_paid_amount = pm_paid_amount
            and pm_adjusted_amount in (era_contractual_amount, era_contractual_amount + era_unmapped_amount)
        ) as is_as_decided
    from {{ ref('int_line_posting_comparisons') }}
),

last_decisions as (
    select
        *,
        row_number() over (
            partition by entity_id, charge_number
            order by case payer_sequence when 'primary' then 1 when 'secondary' then 2 else 3 end desc
        ) as decision_rank,
        min(case when is_as_decided then 1 else 0 end) over (partition by entity_id, charge_number) = 1
            as is_as_decided_by_all
    from lines
),

latest as (
    select
        *,
        sum(era_patient_amount) over (partition by entity_id, claim_number) as claim_patient_amount
    from last_decisions
    where decision_rank = 1
),

waiting as (
    select distinct
        entity_id,
        charge_number
    from {{ ref('int_lines_waiting') }}
),

charges as (
    select
        entity_id,
        upper(charge_number) as charge_number,
        secondary_payer_name,
        total_balance,
        patient_balance,
        total_balance - patient_balance as insurance_balance
    from {{ ref('int_pm_charges') }}
    where
        total_balance > 0
        and patient_balance is not null
),

final as (
    select
        latest.entity_id,
        latest.claim_number,
        max(latest.payer_sequence) as payer_sequence,
        max(latest.payer_name) as payer_name,
        max(latest.remittance_id) as remittance_id,
        max(latest.trace_number) as trace_number,
        max(latest.posting_date) as posting_date,
        cast(max(latest.claim_patient_amount) as decimal(18, 2)) as amount,
        cast(sum(least(charges.insurance_balance, latest.era_patient_amount)) as decimal(18, 2)) as left_amount
    from latest
    inner join charges
        on
            latest.entity_id = charges.entity_id
            and latest.charge_number = charges.charge_number
    left join waiting
        on
            latest.entity_id = waiting.entity_id
            and latest.charge_number = waiting.charge_number
    where
        waiting.charge_number is null
        and latest.is_as_decided_by_all
        and not latest.is_denied
        and not latest.is_taken_back
        -- a remittance nobody posted moves nothing, and is told as that
        and not latest.is_unposted
        and latest.era_patient_amount > 0
        and charges.insurance_balance > 0
        -- while another payer has to decide, the rest is his
        and (charges.secondary_payer_name is null or latest.payer_sequence <> 'primary')
    group by latest.entity_id, latest.claim_number
)

select * from final
