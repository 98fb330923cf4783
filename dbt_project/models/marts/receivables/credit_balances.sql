-- Money that is not ours: every credit balance with its owner and the clock that runs on it. Overpayments are to be
-- reported and returned within 60 days (42 U.S.C. 1320a-7k(d) for public payers; kept for all owners).
with
parts as (
    select * from {{ ref('int_credit_parts') }}
),

charges as (
    select * from {{ ref('int_charges_with_payers') }}
),

-- A refund the PM system does not show yet, of just that much: it will settle the credit.
refunds as (
    select
        entity_id,
        claim_number,
        case payee_type when 'patient' then 'patient' else 'payer' end as payee_type,
        amount,
        max(refund_number) as refund_number
    from {{ ref('refunds') }}
    where
        state in ('approved', 'outstanding', 'stale')
        and coalesce(pm_refunded_amount, 0) < amount
    group by entity_id, claim_number, case payee_type when 'patient' then 'patient' else 'payer' end, amount
),

clocked as (
    select
        parts.*,
        coalesce(charges.entity_id, 'unassigned') as entity_id,
        charges.claim_number,
        charges.location_id,
        charges.provider_id,
        coalesce(charges.payer_name, 'Unknown') as payer_name,
        coalesce(charges.financial_class, 'unknown') as financial_class,
        charges.service_date,
        run.as_of,
        parts.arose_date + interval 60 day as due_at,
        charges._file_id,
        charges._line
    from parts
    cross join {{ ref('stg_run') }} as run
    left join charges
        on
            parts.practice_id = charges.practice_id
            and parts.charge_number = charges.charge_number
),

final as (
    select
        {{ surrogate_key(['clocked.practice_id', 'clocked.charge_number', 'clocked.owner_class']) }}
            as credit_balance_id,
        clocked.entity_id,
        clocked.practice_id,
        clocked.location_id,
        clocked.provider_id,
        clocked.charge_number,
        clocked.claim_number,
        clocked.payer_name,
        clocked.financial_class,
        clocked.owner_class,
        clocked.owner_name,
        clocked.service_date,
        clocked.amount,
        clocked.arose_date,
        cast({{ days_between('clocked.arose_date', 'clocked.as_of') }} as integer) as age_days,
        cast(clocked.due_at as date) as due_date,
        cast({{ days_between('clocked.as_of', 'cast(clocked.due_at as date)') }} as integer) as days_left,
        case
            when clocked.owner_class = 'prepayment' then 'held'
            when clocked.owner_class = 'unresolved' then 'to be corrected'
            when refunds.refund_number is not null then 'refund issued'
            when clocked.as_of > cast(clocked.due_at as date) then 'overdue'
            else 'within its clock'
        end as state,
        refunds.refund_number,
        clocked._file_id,
        clocked._line
    from clocked
    left join refunds
        on
            clocked.entity_id = refunds.entity_id
            and clocked.claim_number = refunds.claim_number
            and case clocked.owner_class when 'patient' then 'patient' else 'payer' end = refunds.payee_type
            and clocked.amount = refunds.amount
)

select * from final
