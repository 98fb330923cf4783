-- What the PM system recorded in every month, as the books should show it: charges, adjustments, and payments at what
-- was received, of which what no charge has taken yet is unapplied.
with
movements as (
    select
        entity_id,
        {{ month_of('movement_date') }} as period,
        movement,
        sum(amount) as amount
    from {{ ref('ar_ledger') }}
    group by entity_id, {{ month_of('movement_date') }}, movement
),

payments as (
    select
        entity_id,
        {{ month_of('posting_date') }} as period,
        payer_type,
        sum(amount) as amount
    from {{ ref('int_pm_payments') }}
    group by entity_id, {{ month_of('posting_date') }}, payer_type
),

sides as (
    select
        entity_id,
        period,
        movement,
        'patient_ar' as role,
        amount as debit_amount
    from movements
    union all
    select
        entity_id,
        period,
        movement,
        case movement
            when 'charge' then 'patient_revenue'
            when 'contractual' then 'contractual'
            when 'insurance payment' then 'unapplied_cash'
            when 'patient payment' then 'unapplied_cash'
            else 'write_offs'
        end as role,
        -amount as debit_amount
    from movements
    union all
    select
        entity_id,
        period,
        case payer_type when 'insurance' then 'insurance payment' else 'patient payment' end as movement,
        case payer_type when 'insurance' then 'remittance_clearing' else 'undeposited' end as role,
        amount as debit_amount
    from payments
    union all
    select
        entity_id,
        period,
        case payer_type when 'insurance' then 'insurance payment' else 'patient payment' end as movement,
        'unapplied_cash' as role,
        -amount as debit_amount
    from payments
),

booked as (
    select
        ledger.entity_id,
        ledger.month as period,
        max(ledger.posting_date) as gl_date
    from {{ ref('int_ledger_lines') }} as ledger
    inner join {{ ref('gl_interfaces') }} as declared
        on
            case declared.matched_on when 'type' then ledger.transaction_type else ledger.number end
            like concat(declared.starts_with, '%')
    group by ledger.entity_id, ledger.month
),

months as (
    select
        {{ month_of('calendar.calendar_date') }} as period,
        max(calendar.calendar_date) as month_end
    from {{ ref('bank_calendar') }} as calendar
    inner join {{ ref('stg_run') }} as run
        on calendar.calendar_date <= run.as_of
    group by {{ month_of('calendar.calendar_date') }}
),

final as (
    select
        concat('pm|', sides.entity_id, '|', sides.period) as fact_id,
        'pm_month' as fact_kind,
        case when sides.movement = 'insurance payment' then 'J02' end as template,
        sides.entity_id,
        months.month_end as fact_date,
        booked.gl_date,
        sides.role,
        cast(null as {{ type_text() }}) as gl_account,
        cast(sum(sides.debit_amount) as decimal(18, 2)) as debit_amount,
        sides.period as reference,
        cast(null as {{ type_text() }}) as _file_id,
        cast(null as integer) as _line
    from sides
    inner join months
        on sides.period = months.period
    left join booked
        on
            sides.entity_id = booked.entity_id
            and sides.period = booked.period
    group by
        sides.entity_id, sides.period, case when sides.movement = 'insurance payment' then 'J02' end,
        months.month_end, booked.gl_date, sides.role
    having sum(sides.debit_amount) <> 0
)

select * from final
