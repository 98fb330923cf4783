-- Remittances that are one payment: a clearinghouse may send the parts of an advice in several files, each with the
-- trace and the amount of the whole. Such parts are added up before they are judged.
with
remittances as (
    select
        remittances.remittance_id,
        balances.claim_count,
        balances.claim_paid_amount,
        balances.provider_adjustment_amount,
        balances.balance_difference,
        balances.unbalanced_claim_count + balances.unbalanced_service_count as trouble_count,
        same_payment.remittance_group_id,
        row_number() over (
            partition by same_payment.remittance_group_id
            order by
                case when balances.balance_difference = 0 then 0 else 1 end,
                remittances.interchange_date nulls last,
                remittances.remittance_id
        ) as part_number
    from {{ ref('stg_remittance_payments') }} as remittances
    inner join {{ ref('int_remittance_balances') }} as balances
        on remittances.remittance_id = balances.remittance_id
    inner join {{ ref('int_remittance_keys') }} as same_payment
        on remittances.remittance_id = same_payment.remittance_id
),

shared_claims as (
    select
        remittances.remittance_group_id,
        claims.claim_number,
        claims.claim_status,
        claims.charge_amount,
        claims.paid_amount
    from {{ ref('stg_remittance_claims') }} as claims
    inner join remittances
        on claims.remittance_id = remittances.remittance_id
    group by
        remittances.remittance_group_id,
        claims.claim_number,
        claims.claim_status,
        claims.charge_amount,
        claims.paid_amount
    having count(distinct claims.remittance_id) > 1
),

shared as (
    select
        remittance_group_id,
        count(*) as shared_claim_count
    from shared_claims
    group by remittance_group_id
),

added_up as (
    select
        remittances.remittance_group_id,
        max(case when remittances.part_number = 1 then remittances.remittance_id end) as leading_remittance_id,
        count(*) as part_count,
        sum(case when remittances.balance_difference = 0 then 1 else 0 end) as whole_count,
        sum(remittances.claim_count) as claim_count,
        sum(remittances.trouble_count) as trouble_count,
        sum(remittances.claim_paid_amount) as claim_paid_amount,
        sum(remittances.provider_adjustment_amount) as provider_adjustment_amount,
        -- every part states the amount of the whole payment
        sum(remittances.claim_paid_amount)
        - sum(remittances.provider_adjustment_amount)
        - max(remittances.claim_paid_amount - remittances.provider_adjustment_amount - remittances.balance_difference)
            as difference_amount,
        max(coalesce(shared.shared_claim_count, 0)) as shared_claim_count
    from remittances
    left join shared
        on remittances.remittance_group_id = shared.remittance_group_id
    group by remittances.remittance_group_id
),

judged as (
    select
        *,
        case
            when difference_amount = 0 then 'whole'
            when part_count > 1 and whole_count = part_count and shared_claim_count = 0 then 'number reused'
            when part_count > 1 and shared_claim_count > 0 then 'repeated'
            -- less than a dollar is a wrong sum; no part of an advice is as small as that
            when trouble_count = 0 and claim_count > 0 and difference_amount <= -1 then 'part missing'
            else 'unexplained'
        end as group_state
    from added_up
),

final as (
    select
        remittances.remittance_id,
        judged.group_state,
        case
            when judged.group_state = 'number reused' then remittances.remittance_id
            else judged.leading_remittance_id
        end as leading_remittance_id,
        judged.group_state = 'number reused' or remittances.part_number = 1 as is_leading,
        -- an advice that explains the whole payment is whole; others with its claims are sent again
        judged.group_state = 'repeated'
        and (judged.whole_count = 0 or remittances.part_number > 1) as is_repeated,
        case when judged.group_state = 'number reused' then 1 else judged.part_count end as part_count,
        case
            when judged.group_state in ('number reused', 'repeated') then remittances.claim_paid_amount
            else judged.claim_paid_amount
        end as group_claim_paid_amount,
        case
            when judged.group_state in ('number reused', 'repeated') then remittances.provider_adjustment_amount
            else judged.provider_adjustment_amount
        end as group_provider_adjustment_amount,
        case
            when judged.group_state in ('number reused', 'repeated') then remittances.balance_difference
            else judged.difference_amount
        end as group_difference_amount
    from remittances
    inner join judged
        on remittances.remittance_group_id = judged.remittance_group_id
)

select * from final
