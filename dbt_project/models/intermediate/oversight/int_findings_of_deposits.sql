-- Cash and checks of the desk that were banked later than the house allows. What never reached the bank is an exception
-- of its own. One row per batch.
with
calendar as (
    select
        calendar_date,
        business_day_number
    from {{ ref('bank_calendar') }}
),

limits as (
    {{ settings_of('tolerances', {'deposit_days': 'desk_deposit'}, type='integer') }}
),

drawers as (
    select * from {{ ref('int_drawer_counts') }}
),

late as (
    select
        batches.*,
        drawers.cashier,
        drawers._file_id,
        drawers._line,
        banked.business_day_number - taken.business_day_number as lag_days
    from {{ ref('int_desk_batches') }} as batches
    cross join limits
    inner join drawers
        on batches.drawer_day_id = drawers.drawer_day_id
    inner join calendar as taken
        on {{ calendar_day('batches.business_date') }} = taken.calendar_date
    inner join calendar as banked
        on {{ calendar_day('batches.deposit_date') }} = banked.calendar_date
    where banked.business_day_number - taken.business_day_number > limits.deposit_days
),

final as (
    select
        'deposited_late' as control,
        entity_id,
        'deposit' as item_kind,
        drawer_day_id as item_id,
        batch_number as reference,
        cast(null as {{ type_text() }}) as claim_number,
        cast(null as {{ type_text() }}) as payer_name,
        lower(trim(cashier)) as user_name,
        cast(null as {{ type_text() }}) as approver,
        cast(banked_amount as decimal(18, 2)) as amount,
        business_date as posting_date,
        deposit_date as entered_date,
        false as has_evidence,
        concat(
            'Taken ', cast(business_date as {{ type_text() }}), ', banked ', cast(deposit_date as {{ type_text() }}),
            ', ', cast(lag_days as {{ type_text() }}), ' business days later'
        ) as happened,
        _file_id,
        _line
    from late
)

select * from final
