-- Every remittance of a payer: does it add up, has its money come, is it posted.
with
remittances as (
    select * from {{ ref('stg_remittance_payments') }}
),

payers as (
    select * from {{ ref('int_remittance_payers') }}
),

balances as (
    select * from {{ ref('int_remittance_balances') }}
),

verdicts as (
    select * from {{ ref('int_remittance_verdicts') }}
),

funding as (
    select * from {{ ref('int_remittance_funding') }}
),

postings as (
    select * from {{ ref('int_remittance_postings') }}
),

final as (
    select
        remittances.remittance_id,
        remittances.entity_id,
        payers.payer_id,
        remittances.payer_identifier,
        payers.payer_name,
        payers.financial_class,
        remittances.trace_number,
        remittances.payment_method,
        remittances.payment_date,
        remittances.payment_amount,
        cast(balances.claim_count as integer) as claim_count,
        cast(balances.charge_amount as decimal(18, 2)) as charge_amount,
        cast(balances.claim_paid_amount as decimal(18, 2)) as claim_paid_amount,
        cast(balances.provider_adjustment_amount as decimal(18, 2)) as provider_adjustment_amount,
        cast(balances.interest_amount as decimal(18, 2)) as interest_amount,
        cast(balances.recoupment_amount as decimal(18, 2)) as recoupment_amount,
        cast(balances.balance_difference as decimal(18, 2)) as balance_difference,
        cast(balances.unbalanced_claim_count as integer) as unbalanced_claim_count,
        cast(balances.unbalanced_service_count as integer) as unbalanced_service_count,
        verdicts.leading_remittance_id,
        cast(verdicts.part_count as integer) as part_count,
        verdicts.group_state as payment_state,
        cast(verdicts.group_difference_amount as decimal(18, 2)) as payment_difference,
        cast(verdicts.error_count as integer) as error_count,
        cast(verdicts.warning_count as integer) as warning_count,
        verdicts.is_balanced,
        verdicts.is_trusted,
        remittances.payment_amount = 0 as is_zero_pay,
        funding.funding_state,
        funding.deposit_id,
        funding.deposit_date,
        funding.contested_deposit_id,
        postings.posting_date,
        postings.posted_amount,
        postings.unposted_amount,
        postings.posting_state,
        remittances._file_id,
        remittances._line
    from remittances
    inner join payers
        on remittances.remittance_id = payers.remittance_id
    inner join balances
        on remittances.remittance_id = balances.remittance_id
    inner join verdicts
        on remittances.remittance_id = verdicts.remittance_id
    inner join funding
        on remittances.remittance_id = funding.remittance_id
    inner join postings
        on remittances.remittance_id = postings.remittance_id
)

select * from final
