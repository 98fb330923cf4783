-- How many business days lie between the arrival of an advice and its money at the bank, whichever came first.
with
final as (
    select
        remittances.remittance_id,
        remittances.entity_id,
        remittances.payer_name,
        remittances.deposit_date,
        abs(arrived.business_day_number - banked.business_day_number) as days_apart
    from {{ ref('remittances') }} as remittances
    inner join {{ ref('stg_remittance_arrivals') }} as arrivals on remittances.remittance_id = arrivals.remittance_id
    inner join {{ ref('bank_calendar') }} as arrived
        on {{ calendar_day('arrivals.arrived_date') }} = arrived.calendar_date
    inner join {{ ref('bank_calendar') }} as banked
        on {{ calendar_day('remittances.deposit_date') }} = banked.calendar_date
    where remittances.leading_remittance_id = remittances.remittance_id
)

select * from final
