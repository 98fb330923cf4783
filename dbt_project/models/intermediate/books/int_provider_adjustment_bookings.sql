-- Provider adjustments of posted remittances with the role their code is routed to, and the ledger entry that books
-- each: the entry on that role or on remittance clearing that names the trace and has the amount, one for one.
with
routes as (
    select
        reason_code,
        case route
            when 'recoupment' then 'recoupments_payable'
            when 'other_income' then 'interest_income'
            when 'non_ar_revenue' then 'other_income'
            when 'payer_advance' then 'payer_advances'
            when 'withhold' then 'withhold_receivable'
            when 'tax_or_levy' then 'tax_and_levies'
            when 'expense' then 'payer_penalties'
            else 'suspense'
        end as role
    from {{ ref('plb_routes') }}
),

adjustments as (
    select
        adjustments.provider_adjustment_id,
        adjustments.entity_id,
        adjustments.reason_code,
        adjustments.reference,
        adjustments.amount,
        coalesce(routes.role, 'suspense') as role,
        remittances.trace_number,
        postings.posting_date,
        row_number() over (
            partition by {{ normalise_reference('remittances.trace_number') }}, adjustments.amount
            order by adjustments._file_id, adjustments._line, adjustments.provider_adjustment_id
        ) as twin_number,
        adjustments._file_id,
        adjustments._line
    from {{ ref('stg_provider_adjustments') }} as adjustments
    inner join {{ ref('stg_remittance_payments') }} as remittances
        on adjustments.remittance_id = remittances.remittance_id
    inner join {{ ref('int_remittance_postings') }} as postings
        on adjustments.remittance_id = postings.remittance_id
    left join routes
        on adjustments.reason_code = routes.reason_code
    where
        postings.posting_date is not null
        and adjustments.amount <> 0
),

entries as (
    select
        ledger.ledger_entry_id,
        ledger.entity_id,
        ledger.posting_date,
        ledger.debit_amount,
        {{ normalise_reference('ledger.number') }} as key_value,
        row_number() over (
            partition by {{ normalise_reference('ledger.number') }}, ledger.debit_amount
            order by ledger.posting_date, ledger.ledger_entry_id
        ) as twin_number
    from {{ ref('int_ledger_lines') }} as ledger
    left join {{ ref('int_cash_entry_contras') }} as contras
        on ledger.ledger_entry_id = contras.ledger_entry_id
    where
        ledger.role = 'remittance_clearing'
        and contras.ledger_entry_id is null
),

final as (
    select
        adjustments.*,
        entries.ledger_entry_id,
        entries.posting_date as gl_date
    from adjustments
    left join entries
        on
            {{ normalise_reference('adjustments.trace_number') }} = entries.key_value
            and adjustments.amount = -entries.debit_amount
            and adjustments.twin_number = entries.twin_number
            and {{ same_entity('adjustments.entity_id', 'entries.entity_id') }}
)

select * from final
