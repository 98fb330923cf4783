with
items as (
    select * from {{ ref('int_open_items') }}
),

aged as (
    select
        *,
        cast({{ days_between('service_date', 'as_of') }} as integer) as dos_age_days,
        cast({{ days_between('bill_date', 'as_of') }} as integer) as bill_age_days,
        cast({{ days_between('responsibility_date', 'as_of') }} as integer) as resp_age_days
    from items
),

final as (
    select
        {{ surrogate_key(['practice_id', 'charge_number', 'responsible_party']) }} as ar_open_item_id,
        entity_id,
        practice_id,
        location_id,
        location_name,
        provider_id,
        charge_number,
        claim_number,
        procedure_code,
        responsible_party,
        payer_name,
        financial_class,
        service_date,
        bill_date,
        responsibility_date,
        dos_age_days,
        bill_age_days,
        resp_age_days,
        {{ aging_bucket('dos_age_days') }} as dos_bucket,
        {{ aging_bucket('bill_age_days') }} as bill_bucket,
        {{ aging_bucket('resp_age_days') }} as resp_bucket,
        open_amount,
        open_amount < 0 as is_credit,
        _file_id,
        _line
    from aged
)

select * from final
