-- Every charge, payment, application, write-off and movement as each delivery had it, with what it does to the balance
-- of its charge line. What is voided counts for nothing.
with
delivered as (
    select
        'charge' as record,
        _file_id,
        _line,
        practice_id,
        charge_number as row_key,
        charge_number,
        claim_number,
        cast(null as {{ type_text() }}) as payment_number,
        posting_date,
        entered_date,
        payer_name,
        amount,
        1 as balance_sign,
        {{ is_void() }} as is_void
    from {{ source('raw', 'pm_charge') }}
    union all
    select
        'payment' as record,
        _file_id,
        _line,
        practice_id,
        payment_number as row_key,
        cast(null as {{ type_text() }}) as charge_number,
        cast(null as {{ type_text() }}) as claim_number,
        payment_number,
        posting_date,
        entered_date,
        cast(null as {{ type_text() }}) as payer_name,
        amount,
        0 as balance_sign,
        {{ is_void() }} as is_void
    from {{ source('raw', 'pm_payment') }}
    union all
    select
        'application' as record,
        _file_id,
        _line,
        practice_id,
        concat_ws('|', charge_number, payer_sequence) as row_key,
        charge_number,
        cast(null as {{ type_text() }}) as claim_number,
        payment_number,
        posting_date,
        cast(null as date) as entered_date,
        cast(null as {{ type_text() }}) as payer_name,
        amount,
        -1 as balance_sign,
        false as is_void
    from {{ source('raw', 'pm_payment_application') }}
    union all
    select
        'write-off' as record,
        _file_id,
        _line,
        practice_id,
        concat_ws('|', charge_number, adjustment_kind) as row_key,
        charge_number,
        cast(null as {{ type_text() }}) as claim_number,
        cast(null as {{ type_text() }}) as payment_number,
        posting_date,
        cast(null as date) as entered_date,
        cast(null as {{ type_text() }}) as payer_name,
        amount,
        -1 as balance_sign,
        false as is_void
    from {{ source('raw', 'pm_adjustment') }}
    union all
    select
        'movement' as record,
        _file_id,
        _line,
        practice_id,
        concat_ws('|', transaction_number, kind, coalesce(occurrence, 0)) as row_key,
        charge_number,
        claim_number,
        payment_number,
        posting_date,
        cast(null as date) as entered_date,
        cast(null as {{ type_text() }}) as payer_name,
        amount,
        case when charge_number is null then 0 else 1 end as balance_sign,
        {{ is_void() }} as is_void
    from {{ source('raw', 'pm_transaction') }}
),

final as (
    select
        record,
        _file_id,
        _line,
        practice_id,
        row_key,
        charge_number,
        claim_number,
        payment_number,
        posting_date,
        entered_date,
        payer_name,
        cast(case when is_void then 0 else amount end as decimal(18, 2)) as amount,
        cast(case when is_void then 0 else amount * balance_sign end as decimal(18, 2)) as balance_amount
    from delivered
)

select * from final
