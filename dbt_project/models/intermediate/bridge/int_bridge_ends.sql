-- Both ends of the bridge, as read and as the bridge shows them: bank credits by account, PM payments by entity. One
-- row per check, entity, month and account.
with
periods as (
    select * from {{ ref('int_bridge_periods') }}
),

ends as (
    select
        'bridge_bank_credits' as check_id,
        periods.entity_id,
        periods.period,
        bank_lines.account_number as place,
        bank_lines.amount as read_amount,
        0 as bridge_amount
    from {{ ref('int_bank_lines') }} as bank_lines
    inner join {{ ref('int_money_entities') }} as entities
        on bank_lines.entity_id = entities.entity_id
    inner join periods
        on
            entities.money_entity_id = periods.entity_id
            and {{ month_of('bank_lines.deposit_date') }} = periods.period
            and bank_lines.deposit_date <= periods.period_end
    where bank_lines.direction = 'credit'
    union all
    select
        'bridge_pm_payments' as check_id,
        periods.entity_id,
        periods.period,
        'all' as place,
        payments.amount as read_amount,
        0 as bridge_amount
    from {{ ref('int_pm_payments') }} as payments
    inner join {{ ref('int_money_entities') }} as entities
        on payments.entity_id = entities.entity_id
    inner join periods
        on
            entities.money_entity_id = periods.entity_id
            and {{ month_of('payments.posting_date') }} = periods.period
            and payments.posting_date <= periods.period_end
    union all
    select
        case term when 'bank_credits' then 'bridge_bank_credits' else 'bridge_pm_payments' end as check_id,
        entity_id,
        period,
        case term when 'bank_credits' then account_number else 'all' end as place,
        0 as read_amount,
        amount as bridge_amount
    from {{ ref('cash_bridge') }}
    where term in ('bank_credits', 'pm_payments_posted')
),

final as (
    select
        check_id,
        entity_id,
        period,
        place,
        sum(read_amount) as read_amount,
        sum(bridge_amount) as bridge_amount
    from ends
    group by check_id, entity_id, period, place
)

select * from final
