-- May a remittance be posted as it stands: it keeps every equation that posting rests on, alone or with the other parts
-- of its payment, and it is not sent again.
with
parts as (
    select * from {{ ref('int_remittance_groups') }}
),

differences as (
    select
        parts.leading_remittance_id,
        sum(case when differences.severity = 'error' then 1 else 0 end) as error_count,
        sum(case when differences.severity = 'error' and differences.claim_position = 0 then 1 else 0 end)
            as payment_error_count
    from {{ ref('int_remittance_differences') }} as differences
    inner join parts
        on differences.remittance_id = parts.remittance_id
    where not parts.is_repeated
    group by parts.leading_remittance_id
),

own as (
    select
        remittance_id,
        sum(case when severity = 'error' then 1 else 0 end) as error_count,
        sum(case when severity = 'warning' then 1 else 0 end) as warning_count,
        max(case when severity = 'error' then abs(difference_amount) end) as largest_error_amount
    from {{ ref('int_remittance_differences') }}
    group by remittance_id
),

judged as (
    select
        parts.remittance_id,
        parts.leading_remittance_id,
        parts.is_leading,
        parts.is_repeated,
        parts.part_count,
        parts.group_state,
        parts.group_claim_paid_amount,
        parts.group_provider_adjustment_amount,
        parts.group_difference_amount,
        coalesce(own.error_count, 0) as error_count,
        coalesce(own.warning_count, 0) as warning_count,
        own.largest_error_amount,
        -- a part is no better than the payment it belongs to
        coalesce(own.error_count, 0) = 0
        and (parts.is_repeated or coalesce(differences.error_count, 0) = 0) as is_balanced,
        -- nothing but single claims is wrong: what the others say is worth a comparison when somebody posted it
        not parts.is_repeated
        and parts.group_state <> 'part missing'
        and coalesce(differences.payment_error_count, 0) = 0 as is_sound
    from parts
    left join differences
        on parts.leading_remittance_id = differences.leading_remittance_id
    left join own
        on parts.remittance_id = own.remittance_id
),

final as (
    select
        *,
        is_balanced and not is_repeated as is_trusted
    from judged
)

select * from final
