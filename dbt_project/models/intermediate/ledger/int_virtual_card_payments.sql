-- Remittances a payer paid by virtual card: they announce a check or nothing, no credit and no check of the lockbox is
-- theirs, and one card sale of exactly their amount, which no payment of a patient stands behind, follows within 15
-- business days. The payout that holds the sale stays matched as it is; the sale is no patient's.
with
remittances as (
    select
        payments.remittance_id,
        payments.entity_id,
        payments.payment_amount,
        calendar.business_day_number
    from {{ ref('stg_remittance_payments') }} as payments
    inner join {{ ref('int_remittance_groups') }} as parts
        on
            payments.remittance_id = parts.remittance_id
            and parts.is_leading
    left join {{ ref('bank_calendar') }} as calendar
        on {{ calendar_day('payments.payment_date') }} = calendar.calendar_date
    left join {{ ref('int_deposit_matches') }} as matches
        on payments.remittance_id = matches.evidence_id
    left join {{ ref('int_lockbox_checks') }} as lockbox_checks
        on payments.remittance_id = lockbox_checks.remittance_id
    where
        payments.payment_method in ('CHK', 'NON')
        and payments.payment_amount > 0
        and matches.evidence_id is null
        and lockbox_checks.remittance_id is null
),

posted_keys as (
    select {{ normalise_reference('reference_number') }} as payment_key
    from {{ ref('int_pm_payments') }}
    where payer_type = 'patient'
    union distinct
    select {{ normalise_reference('payment_number') }} as payment_key
    from {{ ref('int_pm_payments') }}
    where payer_type = 'patient'
),

sales as (
    select
        sales.card_transaction_id,
        sales.entity_id,
        sales.transaction_number,
        sales.gross_amount,
        sales.fee_amount,
        sales.created_date,
        calendar.business_day_number
    from {{ ref('stg_card_transactions') }} as sales
    left join {{ ref('bank_calendar') }} as calendar
        on {{ calendar_day('sales.created_date') }} = calendar.calendar_date
    where
        sales.category = 'charge'
        and coalesce({{ normalise_reference('sales.payment_reference') }}, '') not in (
            select posted_keys.payment_key from posted_keys
            where posted_keys.payment_key is not null
        )
        and coalesce({{ normalise_reference('sales.transaction_number') }}, '') not in (
            select posted_keys.payment_key from posted_keys
            where posted_keys.payment_key is not null
        )
),

final as (
    select
        remittances.remittance_id,
        sales.card_transaction_id,
        sales.transaction_number,
        sales.fee_amount,
        sales.created_date as charged_date
    from remittances
    inner join sales
        on
            remittances.payment_amount = sales.gross_amount
            and {{ same_entity('remittances.entity_id', 'sales.entity_id') }}
            and sales.business_day_number - remittances.business_day_number between -1 and 15
    -- two sales or two remittances of one amount prove nothing
    qualify
        count(*) over (partition by remittances.remittance_id) = 1
        and count(*) over (partition by sales.card_transaction_id) = 1
)

select * from final
