-- Period-end entries the ledger shows already.
with
period_ends as (
    select * from {{ ref('int_period_end_facts') }}
),

-- the ledger shows it when its telling account (not cash, not receivables) moves by the amount within the month
ledger as (
    select
        entity_id,
        role,
        month as period,
        abs(debit_amount) as amount,
        min(posting_date) as gl_date
    from {{ ref('int_ledger_support') }}
    where support_kind = 'manual'
    group by entity_id, role, month, abs(debit_amount)
),

final as (
    select
        period_ends.template,
        period_ends.fact_id,
        min(ledger.gl_date) as gl_date
    from period_ends
    inner join ledger
        on
            period_ends.entity_id = ledger.entity_id
            and abs(period_ends.amount) = ledger.amount
            and ledger.period >= {{ month_of('period_ends.fact_date') }}
            and ledger.role in (period_ends.debit_role, period_ends.credit_role)
            and ledger.role not in ('cash', 'patient_ar', 'undeposited', 'remittance_clearing')
    group by period_ends.template, period_ends.fact_id
)

select * from final
