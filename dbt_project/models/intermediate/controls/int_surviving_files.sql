-- A file survives while staging still holds a row of it; one whose every row was delivered again later does not.
with
survivors as (
    select _file_id from {{ ref('stg_ach_entries') }}
    union distinct
    select _file_id from {{ ref('stg_bank_balances') }}
    union distinct
    select _file_id from {{ ref('stg_bank_statements') }}
    union distinct
    select _file_id from {{ ref('stg_bank_transactions') }}
    union distinct
    select _file_id from {{ ref('stg_batch_acknowledgments') }}
    union distinct
    select _file_id from {{ ref('stg_card_payouts') }}
    union distinct
    select _file_id from {{ ref('stg_card_transactions') }}
    union distinct
    select _file_id from {{ ref('stg_claim_acknowledgments') }}
    union distinct
    select _file_id from {{ ref('stg_claim_statuses') }}
    union distinct
    select _file_id from {{ ref('stg_claim_submissions') }}
    union distinct
    select _file_id from {{ ref('stg_desk_decisions') }}
    union distinct
    select _file_id from {{ ref('stg_ledger_entries') }}
    union distinct
    select _file_id from {{ ref('stg_lockbox_items') }}
    union distinct
    select _file_id from {{ ref('stg_pm_adjustments') }}
    union distinct
    select _file_id from {{ ref('stg_pm_charges') }}
    union distinct
    select _file_id from {{ ref('stg_pm_claims') }}
    union distinct
    select _file_id from {{ ref('stg_pm_payments') }}
    union distinct
    select _file_id from {{ ref('stg_pm_payment_applications') }}
    union distinct
    select _file_id from {{ ref('stg_pm_transactions') }}
    union distinct
    select _file_id from {{ ref('stg_provider_adjustments') }}
    union distinct
    select _file_id from {{ ref('stg_remittance_adjustments') }}
    union distinct
    select _file_id from {{ ref('stg_remittance_claims') }}
    union distinct
    select _file_id from {{ ref('stg_remittance_payments') }}
    union distinct
    select _file_id from {{ ref('stg_remittance_services') }}
),

final as (
    select _file_id as file_id from survivors
)

select * from final
