-- From when until when both sides of the card desk are on hand, and so many business days of grace before the end: a
-- sale or payment of days the other side has not delivered is not missing. One row per entity.
with
sales as (
    select
        entity_id,
        min(created_date) as first_sale_date,
        max(available_date) as last_payout_date
    from {{ ref('stg_card_transactions') }}
    where category = 'charge'
    group by entity_id
),

payouts as (
    select
        entity_id,
        max(payout_date) as last_payout_date
    from {{ ref('stg_card_payouts') }}
    group by entity_id
),

payments as (
    select
        entity_id,
        min(posting_date) as first_posting_date,
        max(posting_date) as last_posting_date
    from {{ ref('int_pm_payments') }}
    where
        method = 'card'
        and payer_type <> 'insurance'
    group by entity_id
),

covered as (
    select
        sales.entity_id,
        sales.first_sale_date,
        coalesce(payouts.last_payout_date, sales.last_payout_date) as last_payout_date,
        payments.first_posting_date,
        payments.last_posting_date
    from sales
    inner join payments
        on sales.entity_id = payments.entity_id
    left join payouts
        on sales.entity_id = payouts.entity_id
),

graces as (
    {{ settings_of('exception_codes', {
        'posting_grace_days': 'CRD-NOPM',
        'settling_grace_days': 'CRD-NOSET',
    }) }}
),

final as (
    select
        covered.entity_id,
        covered.first_sale_date,
        covered.first_posting_date,
        posted.business_day_number - graces.posting_grace_days as last_due_posting_day,
        paid_out.business_day_number - graces.settling_grace_days as last_due_settling_day
    from covered
    cross join graces
    left join {{ ref('bank_calendar') }} as posted
        on {{ calendar_day('covered.last_posting_date') }} = posted.calendar_date
    left join {{ ref('bank_calendar') }} as paid_out
        on {{ calendar_day('covered.last_payout_date') }} = paid_out.calendar_date
)

select * from final
