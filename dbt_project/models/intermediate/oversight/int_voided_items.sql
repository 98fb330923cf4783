-- Charges, payments and movements the PM system marks as voided, with the day and who had posted them. One row per
-- voided row.
with
voided as (
    select
        'payment' as item_kind,
        pm_payment_id as item_id,
        entity_id,
        practice_id,
        payment_number as reference,
        cast(null as {{ type_text() }}) as claim_number,
        cast(null as {{ type_text() }}) as user_name,
        method as tender,
        batch_number,
        amount,
        posting_date,
        entered_date,
        void_date,
        _file_id,
        _line
    from {{ ref('stg_pm_payments') }}
    where {{ is_void() }}
    union all
    select
        'charge' as item_kind,
        pm_charge_id as item_id,
        entity_id,
        practice_id,
        charge_number as reference,
        claim_number,
        cast(null as {{ type_text() }}) as user_name,
        cast(null as {{ type_text() }}) as tender,
        cast(null as {{ type_text() }}) as batch_number,
        amount,
        posting_date,
        entered_date,
        void_date,
        _file_id,
        _line
    from {{ ref('stg_pm_charges') }}
    where {{ is_void() }}
    union all
    select
        kind as item_kind,
        pm_transaction_id as item_id,
        entity_id,
        practice_id,
        coalesce(payment_number, charge_number, transaction_number) as reference,
        claim_number,
        lower(trim(user_name)) as user_name,
        method as tender,
        batch_number,
        amount,
        posting_date,
        cast(null as date) as entered_date,
        void_date,
        _file_id,
        _line
    from {{ ref('stg_pm_transactions') }}
    where
        kind <> 'application'
        and {{ is_void() }}
),

closes as (
    select * from {{ ref('int_period_closes') }}
),

final as (
    select
        voided.*,
        case
            when voided.void_date is null then 'voided_day_unknown'
            when voided.void_date > closes.close_date then 'voided_after_close'
            when voided.void_date > coalesce(voided.entered_date, voided.posting_date) then 'voided_later'
            when voided.item_kind = 'payment' and voided.tender = 'cash' then 'cash_voided_same_day'
        end as control
    from voided
    left join closes
        on {{ month_of('voided.posting_date') }} = closes.period
)

select * from final
