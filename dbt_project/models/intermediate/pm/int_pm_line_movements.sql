-- Whose money or write-off each movement on a charge line is. Where a charge line does not know its payers, insurers
-- rank in the order of their first postings: the primary payer pays first.
with
applied as (
    select
        *,
        stated_sequence is null
        and payer_name is not null
        and coalesce(payer_type, 'insurance') = 'insurance' as is_of_insurer
    from {{ ref('int_pm_applied_movements') }}
),

dated as (
    select
        *,
        min(posting_date) over (
            partition by practice_id, charge_number, is_of_insurer, upper(payer_name)
        ) as first_posting_date
    from applied
),

ranked as (
    select
        *,
        dense_rank() over (
            partition by practice_id, charge_number, is_of_insurer
            order by first_posting_date, upper(payer_name)
        ) as insurer_rank
    from dated
),

final as (
    select
        pm_transaction_id,
        practice_id,
        entity_id,
        charge_number,
        payment_number,
        reference_number,
        kind,
        case
            when stated_sequence is not null then stated_sequence
            when payer_type = 'patient' then 'patient'
            when upper(payer_name) = upper(primary_payer_name) then 'primary'
            when upper(payer_name) = upper(secondary_payer_name) then 'secondary'
            when is_of_insurer and primary_payer_name = 'Unknown' and insurer_rank = 1 then 'primary'
            when is_of_insurer and primary_payer_name = 'Unknown' and insurer_rank = 2 then 'secondary'
            when is_of_insurer and primary_payer_name = 'Unknown' then 'tertiary'
            when is_of_insurer and primary_payer_name is not null then 'secondary'
            else 'other'
        end as payer_sequence,
        posting_date,
        adjustment_kind,
        adjustment_code,
        amount,
        _file_id,
        _line
    from ranked
)

select * from final
