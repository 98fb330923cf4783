-- Cash and checks of one PM batch: what one deposit slip of the desk should add up to. A check that a remittance
-- announces is deposited and matched under its own number, so it is no part of the slip. A batch without cash or check
-- is one of electronic payments of patients (portal, collection agency), which the bank credits together. A payment
-- that was voided because the bank took it back was deposited with the others: it counts as on the slip.
with
unbatched as (
    select practice_id
    from {{ ref('int_unbatched_practices') }}
),

taken_back as (
    select *
    from {{ ref('stg_pm_payments') }}
    where
        pm_payment_id in (
            select reversals.pm_payment_id
            from {{ ref('int_return_reversals') }} as reversals
            where reversals.is_voided
        )
),

{% set columns = [
    'entity_id', 'practice_id', 'payment_number', 'posting_date', 'amount', 'reference_number', 'method', 'payer_type'
] | join(', ') -%}
deposited as (
    select
        {{ columns }},
        batch_number
    from {{ ref('int_pm_payments') }}
    union all
    select
        {{ columns }},
        {{ batch_or_day() }} as batch_number
    from taken_back
),

payments as (
    select
        entity_id,
        practice_id,
        payment_number,
        batch_number,
        posting_date,
        amount,
        {{ normalise_reference('reference_number') }} as reference_key,
        method = 'eft' as is_electronic
    from deposited
    where
        batch_number is not null
        and (method in ('cash', 'check') or (method = 'eft' and payer_type = 'patient'))
),

announced_checks as (
    select distinct {{ normalise_reference('trace_number') }} as reference_key
    from {{ ref('stg_remittance_payments') }}
    where payment_method = 'CHK'
),

slips as (
    select
        payments.entity_id,
        payments.practice_id,
        payments.batch_number,
        payments.posting_date,
        payments.amount,
        payments.is_electronic,
        min(case when payments.is_electronic then 1 else 0 end) over (
            partition by payments.practice_id, payments.batch_number
        ) = 1 as is_electronic_batch
    from payments
    left join announced_checks
        on payments.reference_key = announced_checks.reference_key
    where announced_checks.reference_key is null
),

final as (
    select
        {{ surrogate_key(['practice_id', 'batch_number']) }} as pm_batch_id,
        max(entity_id) as entity_id,
        batch_number,
        max(posting_date) as batch_date,
        sum(amount) as batch_amount,
        count(*) as payment_count
    from slips
    where is_electronic_batch or not is_electronic
    group by practice_id, batch_number
)

select * from final
