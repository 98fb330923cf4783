with
ledger as (
    select * from {{ ref('ar_ledger') }}
),

charges as (
    select * from {{ ref('int_charges_with_payers') }}
),

run as (
    select as_of from {{ ref('stg_run') }}
),

-- The ledger as it stood on the as-of day. What the patient paid later was still owed by the patient then.
balances as (
    select
        ledger.practice_id,
        ledger.charge_number,
        min(ledger.entity_id) as entity_id,
        min(ledger.payer_name) as payer_name,
        min(ledger.financial_class) as financial_class,
        min(ledger._file_id) as _file_id,
        min(ledger._line) as _line,
        sum(case when ledger.movement_date <= run.as_of then ledger.amount else 0 end) as open_amount,
        sum(
            case
                when ledger.movement = 'patient payment' and ledger.movement_date > run.as_of then -ledger.amount
                else 0
            end
        ) as later_patient_amount
    from ledger
    cross join run
    group by ledger.practice_id, ledger.charge_number
),

-- The PM alone knows how it splits a balance; self-pay and unsplit balances follow the payer.
final as (
    select
        balances.practice_id,
        balances.charge_number,
        coalesce(charges.entity_id, balances.entity_id) as entity_id,
        coalesce(charges.payer_name, balances.payer_name) as payer_name,
        coalesce(charges.financial_class, balances.financial_class) as financial_class,
        coalesce(charges._file_id, balances._file_id) as _file_id,
        coalesce(charges._line, balances._line) as _line,
        run.as_of,
        cast(balances.open_amount as decimal(18, 2)) as open_amount,
        cast(
            case
                when charges.charge_number is null then 0
                when charges.posting_date > run.as_of then balances.open_amount
                when charges.patient_balance is not null then charges.patient_balance + balances.later_patient_amount
                when charges.is_self_pay then balances.open_amount
                else 0
            end as decimal(18, 2)
        ) as patient_amount
    from balances
    cross join run
    left join charges
        on
            balances.practice_id = charges.practice_id
            and balances.charge_number = charges.charge_number
)

select * from final
