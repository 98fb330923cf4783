-- Receivables changed behind a report's back: rows gone, changed or dated back since the export before, and entries
-- keyed into a month that was closed.
with
together as (
    select * from {{ ref('int_ar_changes') }}
),

closes as (
    select * from {{ ref('int_period_closes') }}
),

charges as (
    select * from {{ ref('int_changed_charges') }}
),

-- A payment belongs to the class of the first charge line it pays.
paid_charges as (
    select
        applications.practice_id,
        applications.payment_number,
        charges.payer_name,
        charges.financial_class
    from {{ ref('stg_pm_payment_applications') }} as applications
    inner join charges
        on
            applications.practice_id = charges.practice_id
            and applications.charge_number = charges.charge_number
    qualify
        row_number() over (
            partition by applications.practice_id, applications.payment_number order by applications.charge_number
        ) = 1
),

practices as (
    select
        practice_id,
        entity_id
    from {{ ref('practices') }}
),

final as (
    select
        {{
            surrogate_key([
                'together.change_kind',
                'together.record',
                'together.practice_id',
                'together.row_key',
                'together.later_file_name',
            ])
        }} as ar_change_id,
        coalesce(practices.entity_id, 'unassigned') as entity_id,
        together.practice_id,
        together.change_kind,
        together.record,
        coalesce(together.charge_number, together.payment_number, together.row_key) as reference,
        together.charge_number,
        coalesce(together.claim_number, charges.claim_number) as claim_number,
        together.payment_number,
        coalesce(charges.payer_name, paid_charges.payer_name) as payer_name,
        coalesce(charges.financial_class, paid_charges.financial_class, 'unknown') as financial_class,
        together.posting_date,
        together.entered_date,
        cast(together.before_amount as decimal(18, 2)) as before_amount,
        cast(together.after_amount as decimal(18, 2)) as after_amount,
        cast(together.balance_change_amount as decimal(18, 2)) as balance_change_amount,
        coalesce(together.entered_date, together.earlier_date) > closes.close_date as is_in_closed_period,
        together.earlier_file_name,
        together.later_file_name,
        together.earlier_date,
        together.later_date,
        together._file_id,
        together._line
    from together
    left join closes on {{ month_of('together.posting_date') }} = closes.period
    left join charges
        on
            together.practice_id = charges.practice_id
            and together.charge_number = charges.charge_number
    left join paid_charges
        on
            together.practice_id = paid_charges.practice_id
            and together.payment_number = paid_charges.payment_number
            and together.record = 'payment'
    left join practices on together.practice_id = practices.practice_id
)

select * from final
