-- Entries no bank line, remittance or PM total makes: drawers over or short, stale refund checks, credit balances shown
-- as payable, card fees charged after the month they belong to, and money booked to the wrong account or entity. Each
-- as its debit and its credit of one amount; below zero the two change sides.
with
run as (
    select as_of
    from {{ ref('stg_run') }}
),

drawers as (
    select
        'J05' as template,
        drawer_day_id as fact_id,
        'drawer_day' as fact_kind,
        entity_id,
        business_date as fact_date,
        'over_short' as debit_role,
        'undeposited' as credit_role,
        -over_short_amount as amount,
        batch_number as reference,
        _file_id,
        _line
    from {{ ref('drawer_days') }}
    where over_short_amount <> 0
),

stale as (
    select
        'J15' as template,
        refunds.refund_id as fact_id,
        'refund' as fact_kind,
        refunds.entity_id,
        least({{ add_days('refunds.issued_date', 90) }}, run.as_of) as fact_date,
        'cash' as debit_role,
        'unclaimed_property' as credit_role,
        refunds.amount,
        refunds.refund_number as reference,
        refunds._file_id,
        refunds._line
    from {{ ref('stg_refunds') }} as refunds
    cross join run
    where
        refunds.method = 'check'
        and refunds.cleared_date is null
        and refunds.voided_date is null
        and (refunds.status = 'stale' or {{ add_days('refunds.issued_date', 90) }} <= run.as_of)
),

credits as (
    select
        'J10' as template,
        concat('credits|', items.entity_id, '|', items.responsible_party) as fact_id,
        'ar_open_items' as fact_kind,
        items.entity_id,
        run.as_of as fact_date,
        'patient_ar' as debit_role,
        case items.responsible_party when 'patient' then 'patient_credits_payable' else 'payer_credits_payable' end
            as credit_role,
        -sum(items.open_amount) as amount,
        concat(cast(count(*) as {{ type_text() }}), ' credit balances') as reference,
        cast(null as {{ type_text() }}) as _file_id,
        cast(null as integer) as _line
    from {{ ref('ar_open_items') }} as items
    cross join run
    where items.is_credit
    group by items.entity_id, items.responsible_party, run.as_of
),

late_fees as (
    select
        'J04' as template,
        deposit_id as fact_id,
        'bank_line' as fact_kind,
        entity_id,
        {{ add_days(month_start('deposit_date'), -1) }} as fact_date,
        'merchant_fees' as debit_role,
        'accrued_fees' as credit_role,
        -amount as amount,
        reference,
        _file_id,
        _line
    from {{ ref('int_bank_line_roles') }}
    where
        money_kind = 'card_fee'
        and deposit_date <= {{ add_days(month_start('deposit_date'), 9) }}
),

misbooked as (
    select
        'J17' as template,
        deposit_id as fact_id,
        'bank_line' as fact_kind,
        entity_id,
        gl_date as fact_date,
        coalesce(booked_role, 'suspense') as debit_role,
        expected_role as credit_role,
        amount,
        reference,
        _file_id,
        _line,
        booked_account as debit_account
    from {{ ref('int_bank_line_roles') }}
    where
        is_booked_elsewhere
        and money_kind in ('remittance', 'payer_money', 'card_payout', 'pm_batch')
),

final as (
    {% for others in ['drawers', 'stale', 'credits', 'late_fees'] -%}
    select
        *,
        cast(null as {{ type_text() }}) as debit_account
    from {{ others }}
    union all
    {% endfor -%}
    select * from misbooked
)

select * from final
