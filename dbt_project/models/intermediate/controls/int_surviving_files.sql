-- A file survives while staging still holds a row of it; one whose every row was delivered again later does not. Every
-- kind of row a file can hold stands in this list.
with
{% set records = [
    'ach_entries', 'agency_collections', 'bank_balances', 'bank_statements', 'bank_transactions',
    'batch_acknowledgments', 'card_payouts', 'card_transactions', 'claim_acknowledgments', 'claim_lines',
    'claim_statuses', 'claim_submissions', 'contract_rates', 'deposit_slip_items', 'desk_decisions',
    'drawer_days', 'ledger_accounts', 'ledger_entries', 'lockbox_invoices', 'lockbox_items', 'payer_names',
    'payment_plan_installments', 'pm_adjustments', 'pm_charges', 'pm_claims', 'pm_payment_applications',
    'pm_payments', 'pm_transactions', 'pm_users', 'portal_payments', 'practice_locations',
    'practice_providers', 'procedure_charges', 'provider_adjustments', 'refunds', 'remittance_adjustments',
    'remittance_claims', 'remittance_payments', 'remittance_services', 'remittance_supplements'
] -%}
survivors as (
    {%- for record in records %}
    select _file_id from {{ ref('stg_' ~ record) }}
    {{ 'union distinct' if not loop.last }}
    {%- endfor %}
),

final as (
    select _file_id as file_id from survivors
)

select * from final
