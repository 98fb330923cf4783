-- Charges and payments dated into a month that was closed when they were keyed in, as the PM system itself says.
with
entries as (
    select
        'payment' as record,
        entity_id,
        practice_id,
        payment_number as row_key,
        cast(null as {{ type_text() }}) as charge_number,
        cast(null as {{ type_text() }}) as claim_number,
        payment_number,
        posting_date,
        entered_date,
        amount,
        _file_id,
        _line
    from {{ ref('stg_pm_payments') }}
    where not {{ is_void() }}
    union all
    select
        'charge' as record,
        entity_id,
        practice_id,
        charge_number as row_key,
        charge_number,
        claim_number,
        cast(null as {{ type_text() }}) as payment_number,
        posting_date,
        entered_date,
        amount,
        _file_id,
        _line
    from {{ ref('stg_pm_charges') }}
    where not {{ is_void() }}
),

closes as (
    select * from {{ ref('int_period_closes') }}
),

final as (
    select entries.*
    from entries
    inner join closes
        on {{ month_of('entries.posting_date') }} = closes.period
    where entries.entered_date > closes.close_date
)

select * from final
