-- What was accepted from files stands in the raw tables, and in staging each key of it exactly once: the rows that are
-- missing there were replaced by a later delivery of the same key, with their cents. A key that is missing altogether
-- was withdrawn: its file was replaced by a later one that holds everything, its statement by a later correction.
-- depends_on: {{ ref('landed_files') }}
{{ config(meta={"dagster": {"ref": {"name": "landed_files"}}}) }}

{% set records = {
    'ach_entry': [
        'stg_ach_entries',
        [
            'origin_identifier', 'file_date', 'file_modifier', 'batch_number',
            'entry_trace_number', 'amount', 'occurrence',
        ],
        'amount',
    ],
    'agency_collection': [
        'stg_agency_collections',
        ['agency', 'statement_number', 'account_number'],
        'placed_amount',
    ],
    'bank_balance': ['stg_bank_balances', ['account_number', 'statement_date', 'type_code', 'currency'], 'amount'],
    'bank_statement': ['stg_bank_statements', ['account_number', 'statement_date'], '0'],
    'bank_transaction': [
        'stg_bank_transactions',
        [
            'account_number', 'statement_date', 'type_code', 'amount',
            'bank_reference', 'customer_reference', 'occurrence',
        ],
        'amount',
    ],
    'batch_acknowledgment': ['stg_batch_acknowledgments', ['transaction_digest', 'verdict_position'], '0'],
    'card_payout': ['stg_card_payouts', ['processor', 'payout_number'], 'amount'],
    'card_transaction': ['stg_card_transactions', ['processor', 'transaction_number'], 'gross_amount'],
    'claim_acknowledgment': [
        'stg_claim_acknowledgments',
        ['transaction_digest', 'claim_position', 'service_position', 'status_position'],
        'charge_amount',
    ],
    'claim_line': ['stg_claim_lines', ['transaction_digest', 'claim_position', 'line_position'], 'charge_amount'],
    'claim_status': [
        'stg_claim_statuses',
        ['transaction_digest', 'claim_position', 'service_position', 'status_position'],
        'paid_amount',
    ],
    'claim_submission': ['stg_claim_submissions', ['transaction_digest', 'claim_position'], 'charge_amount'],
    'contract_rate': [
        'stg_contract_rates',
        ['payer_key', 'procedure_code', 'modifier', 'effective_date'],
        'allowed_amount',
    ],
    'deposit_slip_item': ['stg_deposit_slip_items', ['slip_number', 'item_number'], 'amount'],
    'desk_decision': ['stg_desk_decisions', ['decision_number'], '0'],
    'drawer_day': ['stg_drawer_days', ['location_id', 'drawer', 'business_date', 'shift'], 'opening_amount'],
    'ledger_account': ['stg_ledger_accounts', ['company', 'account'], '0'],
    'ledger_entry': [
        'stg_ledger_entries',
        [
            'company', 'account', 'posting_date', 'transaction_type', 'number', 'entry_number',
            'split_account', 'memo', 'amount', 'occurrence',
        ],
        'amount',
    ],
    'lockbox_invoice': [
        'stg_lockbox_invoices',
        [
            'deposit_reference', 'lockbox_number', 'deposit_date', 'batch_number',
            'item_number', 'occurrence', 'invoice_position',
        ],
        'amount',
    ],
    'lockbox_item': [
        'stg_lockbox_items',
        ['deposit_reference', 'lockbox_number', 'deposit_date', 'batch_number', 'item_number', 'occurrence'],
        'amount',
    ],
    'payer_name': ['stg_payer_names', ['payer_key'], '0'],
    'payment_plan_installment': ['stg_payment_plan_installments', ['plan_number', 'installment_number'], 'amount'],
    'pm_adjustment': ['stg_pm_adjustments', ['practice_id', 'charge_number', 'adjustment_kind'], 'amount'],
    'pm_charge': ['stg_pm_charges', ['practice_id', 'charge_number'], 'amount'],
    'pm_claim': ['stg_pm_claims', ['practice_id', 'claim_number'], 'charge_amount'],
    'pm_payment': ['stg_pm_payments', ['practice_id', 'payment_number'], 'amount'],
    'pm_payment_application': [
        'stg_pm_payment_applications',
        ['practice_id', 'charge_number', 'payer_sequence'],
        'amount',
    ],
    'pm_transaction': ['stg_pm_transactions', ['practice_id', 'transaction_number', 'kind', 'occurrence'], 'amount'],
    'pm_user': ['stg_pm_users', ['practice_id', 'user_name'], '0'],
    'portal_payment': ['stg_portal_payments', ['gateway', 'transaction_number'], 'amount'],
    'practice_location': ['stg_practice_locations', ['location_id'], '0'],
    'practice_provider': ['stg_practice_providers', ['provider_id'], '0'],
    'procedure_charge': ['stg_procedure_charges', ['procedure_code'], 'charge_amount'],
    'provider_adjustment': ['stg_provider_adjustments', ['transaction_digest', 'adjustment_position'], 'amount'],
    'refund': ['stg_refunds', ['refund_number'], 'amount'],
    'remittance_adjustment': [
        'stg_remittance_adjustments',
        ['transaction_digest', 'claim_position', 'service_position', 'adjustment_position'],
        'amount',
    ],
    'remittance_claim': ['stg_remittance_claims', ['transaction_digest', 'claim_position'], 'paid_amount'],
    'remittance_payment': ['stg_remittance_payments', ['transaction_digest'], 'payment_amount'],
    'remittance_service': [
        'stg_remittance_services',
        ['transaction_digest', 'claim_position', 'service_position'],
        'paid_amount',
    ],
    'remittance_supplement': [
        'stg_remittance_supplements',
        ['transaction_digest', 'claim_position', 'service_position', 'supplement_position'],
        'amount',
    ],
} -%}
with
accepted as (
    select
        record,
        sum(rows_accepted) as accepted_rows
    from {{ ref('stg_file_records') }}
    group by record
),

replaced as (
    select distinct
        file_id,
        practice_id
    from {{ ref('stg_replaced_deliveries') }}
),

replaced_statements as (
    select
        file_id,
        account_number,
        statement_date,
        below_line
    from {{ ref('stg_replaced_statements') }}
),

{% for record, (staged, key, amount) in records.items() -%}
{% set is_stated = record in ('bank_balance', 'bank_transaction') -%}
{{ record }}_keyed as (
    select
        {{ surrogate_key(key) }} as row_key,
        _file_id,
        _line,
        cast({{ amount }} as decimal(18, 2)) as amount,
        {{ 'practice_id' if record in withdrawable_records() else "''" }} as practice_id,
        {{ 'account_number' if is_stated else "''" }} as account_number,
        {{ 'statement_date' if is_stated else 'cast(null as date)' }} as statement_date
    from {{ source('raw', record) }}
),

-- a key that stood in staging twice would count its rows twice here, which would then be more than were accepted
{{ record }}_staged as (
    select
        {{ surrogate_key(key) }} as row_key,
        _file_id,
        _line
    from {{ ref(staged) }}
),

{{ record }}_counted as (
    select
        '{{ record }}' as record,
        count(*) as raw_rows,
        count(distinct keyed.row_key) as raw_keys,
        count(case when keyed._file_id = staged._file_id and keyed._line = staged._line then 1 end) as staged_rows,
        count(distinct case
            when staged.row_key is null and coalesce(replaced.file_id, replaced_statements.file_id) is not null
                then keyed.row_key
        end) as withdrawn_keys,
        coalesce(sum(keyed.amount), 0) as raw_amount,
        coalesce(sum(case
            when staged.row_key is null or keyed._file_id <> staged._file_id or keyed._line <> staged._line
                then keyed.amount
        end), 0) as replaced_amount
    from {{ record }}_keyed as keyed
    left join {{ record }}_staged as staged
        on keyed.row_key = staged.row_key
    left join replaced
        on
            keyed._file_id = replaced.file_id
            and keyed.practice_id = replaced.practice_id
    left join replaced_statements
        on
            keyed._file_id = replaced_statements.file_id
            and keyed.account_number = replaced_statements.account_number
            and keyed.statement_date = replaced_statements.statement_date
            and keyed._line < replaced_statements.below_line
),

{{ record }}_sums as (
    select
        count(*) as staging_rows,
        coalesce(sum(cast({{ amount }} as decimal(18, 2))), 0) as staging_amount
    from {{ ref(staged) }}
),

{% endfor -%}
compared as (
    {% for record in records -%}
    select
        counted.record,
        counted.raw_rows,
        counted.raw_keys,
        counted.staged_rows,
        counted.withdrawn_keys,
        sums.staging_rows,
        counted.raw_amount,
        counted.replaced_amount,
        sums.staging_amount
    from {{ record }}_counted as counted
    cross join {{ record }}_sums as sums
    {% if not loop.last -%}
    union all
    {% endif -%}
    {% endfor -%}
)

select
    compared.record,
    accepted.accepted_rows,
    compared.raw_rows,
    compared.raw_keys,
    compared.withdrawn_keys,
    compared.staging_rows,
    compared.raw_amount,
    compared.replaced_amount,
    compared.staging_amount
from compared
left join accepted
    on compared.record = accepted.record
where
    compared.raw_rows <> coalesce(accepted.accepted_rows, 0)
    or compared.raw_keys <> compared.staging_rows + compared.withdrawn_keys
    or compared.staged_rows <> compared.staging_rows
    or compared.raw_amount <> compared.staging_amount + compared.replaced_amount
