-- What the books should show of every provider adjustment of a posted remittance: for each signed amount the mapped
-- account is debited and remittance clearing credited; an amount below zero flips both.
with
adjustments as (
    select * from {{ ref('int_provider_adjustment_bookings') }}
),

sides as (
    select
        adjustments.*,
        adjustments.role as side_role,
        adjustments.amount as debit_amount
    from adjustments
    union all
    select
        adjustments.*,
        'remittance_clearing' as side_role,
        -adjustments.amount as debit_amount
    from adjustments
),

final as (
    select
        provider_adjustment_id as fact_id,
        'provider_adjustment' as fact_kind,
        case role when 'recoupments_payable' then 'J09' else 'J08' end as template,
        entity_id,
        posting_date as fact_date,
        gl_date,
        side_role as role,
        cast(null as {{ type_text() }}) as gl_account,
        cast(debit_amount as decimal(18, 2)) as debit_amount,
        trace_number as reference,
        _file_id,
        _line
    from sides
)

select * from final
