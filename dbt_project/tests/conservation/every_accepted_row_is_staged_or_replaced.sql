-- What was accepted from files stands in the raw tables, and in staging each key of it exactly once: the rows that are
-- missing there were replaced by a later delivery of the same key, with their cents.
-- depends_on: {{ ref('landed_files') }}
{{ config(meta={"dagster": {"ref": {"name": "landed_files"}}}) }}

{% set records = {
    'bank_balance': ['stg_bank_balances', ['account_number', 'statement_date', 'type_code'], 'amount'],
    'bank_transaction': [
        'stg_bank_transactions',
        [
            'account_number', 'statement_date', 'type_code', 'amount', 'bank_reference', 'customer_reference',
            'occurrence',
        ],
        'amount',
    ],
    'card_payout': ['stg_card_payouts', ['processor', 'payout_number'], 'amount'],
    'card_transaction': ['stg_card_transactions', ['processor', 'transaction_number'], 'gross_amount'],
    'claim_acknowledgment': [
        'stg_claim_acknowledgments', ['transaction_digest', 'claim_position', 'status_position'], 'charge_amount',
    ],
    'claim_submission': ['stg_claim_submissions', ['transaction_digest', 'claim_position'], 'charge_amount'],
    'desk_decision': ['stg_desk_decisions', ['decision_number'], '0'],
    'ledger_entry': [
        'stg_ledger_entries',
        [
            'company', 'account', 'posting_date', 'transaction_type', 'number', 'split_account', 'memo', 'amount',
            'occurrence',
        ],
        'amount',
    ],
    'pm_adjustment': ['stg_pm_adjustments', ['practice_id', 'charge_number', 'adjustment_kind'], 'amount'],
    'pm_charge': ['stg_pm_charges', ['practice_id', 'charge_number'], 'amount'],
    'pm_payment': ['stg_pm_payments', ['practice_id', 'payment_number'], 'amount'],
    'pm_payment_application': [
        'stg_pm_payment_applications', ['practice_id', 'charge_number', 'payer_sequence'], 'amount',
    ],
    'provider_adjustment': ['stg_provider_adjustments', ['transaction_digest', 'adjustment_position'], 'amount'],
    'remittance_adjustment': [
        'stg_remittance_adjustments',
        ['transaction_digest', 'claim_position', 'service_position', 'adjustment_position'],
        'amount',
    ],
    'remittance_claim': ['stg_remittance_claims', ['transaction_digest', 'claim_position'], 'paid_amount'],
    'remittance_payment': ['stg_remittance_payments', ['transaction_digest'], 'payment_amount'],
    'remittance_service': [
        'stg_remittance_services', ['transaction_digest', 'claim_position', 'service_position'], 'paid_amount',
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

{% for record, (staged, key, amount) in records.items() -%}
{{ record }}_keyed as (
    select
        {{ surrogate_key(key) }} as row_key,
        _file_id,
        _line,
        cast({{ amount }} as decimal(18, 2)) as amount
    from {{ source('raw', record) }}
),

{{ record }}_staged as (
    select
        {{ surrogate_key(key) }} as row_key,
        _file_id,
        _line,
        cast({{ amount }} as decimal(18, 2)) as amount
    from {{ ref(staged) }}
),

{{ record }}_counted as (
    select
        '{{ record }}' as record,
        count(*) as raw_rows,
        count(distinct keyed.row_key) as raw_keys,
        count(staged.row_key) as staged_rows,
        coalesce(sum(keyed.amount), 0) as raw_amount,
        coalesce(sum(case when staged.row_key is null then keyed.amount end), 0) as replaced_amount
    from {{ record }}_keyed as keyed
    left join {{ record }}_staged as staged
        on
            keyed.row_key = staged.row_key
            and keyed._file_id = staged._file_id
            and keyed._line = staged._line
),

{{ record }}_sums as (
    select
        count(*) as staging_rows,
        coalesce(sum(amount), 0) as staging_amount
    from {{ record }}_staged
),

{% endfor -%}
compared as (
    {% for record in records -%}
    select
        counted.record,
        counted.raw_rows,
        counted.raw_keys,
        counted.staged_rows,
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
    compared.staging_rows,
    compared.raw_amount,
    compared.replaced_amount,
    compared.staging_amount
from compared
left join accepted
    on compared.record = accepted.record
where
    compared.raw_rows <> coalesce(accepted.accepted_rows, 0)
    or compared.raw_keys <> compared.staging_rows
    or compared.staged_rows <> compared.staging_rows
    or compared.raw_amount <> compared.staging_amount + compared.replaced_amount
