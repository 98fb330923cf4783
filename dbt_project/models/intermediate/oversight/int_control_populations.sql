-- How many items each control could look at, and how many it could not because the source does not say what it needs.
-- One row per control.
with
rows_of_pm as (
    {% for model in ['stg_pm_payments', 'stg_pm_charges', 'stg_pm_transactions'] -%}
    select
        void_date,
        is_voided
    from {{ ref(model) }}
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

voids as (
    select
        count(case when void_date is not null or is_voided is not null then 1 end) as examined_count,
        count(case when void_date is null and is_voided is null then 1 end) as unknown_count
    from rows_of_pm
),

listed as (
    select distinct movements.entity_id
    from {{ ref('stg_pm_transactions') }} as movements
    inner join {{ ref('int_staff') }} as staff
        on
            lower(trim(movements.user_name)) = staff.user_name
            and {{ same_entity('movements.entity_id', 'staff.entity_id') }}
),

kept as (
    select distinct entity_id
    from {{ ref('refunds') }}
),

logins as (
    select
        count(case when movements.user_name is not null and listed.entity_id is not null then 1 end)
            as examined_count,
        count(case when movements.user_name is null or listed.entity_id is null then 1 end) as unknown_count
    from {{ ref('stg_pm_transactions') }} as movements
    left join listed
        on movements.entity_id = listed.entity_id
),

registered as (
    select count(payments.pm_payment_id) as examined_count
    from {{ ref('stg_pm_payments') }} as payments
    inner join kept
        on payments.entity_id = kept.entity_id
    where payments.refunded_amount > 0
),

final as (
    {% set populations = [
        ('write_off_over_limit', 'int_write_offs', 'user_name is not null', 'true'),
        ('small_balance_owed_to_us', 'int_write_offs', 'reason is not null', 'true'),
        ('small_balance_owed_by_us', 'int_write_offs', 'reason is not null', 'true'),
        ('denial_not_appealed', 'int_write_offs', 'true', "adjustment_class = 'denial write-off'"),
        ('contractual_beyond_remittance', 'int_line_posting_comparisons', 'true', 'pm_adjusted_amount > 0'),
        ('cash_voided_same_day', 'int_drawer_counts', 'true', 'true'),
        ('posted_back_dated', 'stg_pm_payments', 'entered_date is not null', 'true'),
        ('deleted_after_report', 'stg_replaced_deliveries', 'true', 'true'),
        ('manual_receivable_entry', 'stg_ledger_entries', 'true', 'true'),
        ('deposited_late', 'int_desk_batches', 'true', 'deposit_date is not null'),
        ('drawer_short_again', 'int_drawer_counts', 'cashier is not null', 'true'),
        ('sequence_gap', 'int_document_series', 'true', 'true'),
        ('refund_not_approved', 'int_refund_steps', 'names_approvers', 'true'),
        ('refund_over_limit', 'int_refund_steps', 'approver_tier_order is not null', 'true'),
        ('refund_before_approval', 'int_refund_steps', 'approved_date is not null', 'issued_date is not null'),
        ('refund_not_issued', 'int_refund_steps', 'approved_date is not null', 'true'),
        ('refund_stale', 'int_refund_steps', 'issued_date is not null', 'true'),
        ('refund_not_posted', 'int_refund_steps', 'pm_refunded_amount is not null', 'true'),
        ('refund_taken_back', 'int_refund_steps', 'true', "payee_type = 'payer'"),
        ('refund_twice', 'int_refund_steps', 'claim_number is not null', 'true'),
    ] -%}
    {% for control, model, known, within in populations -%}
    select
        '{{ control }}' as control,
        count(case when {{ known }} then 1 end) as examined_count,
        count(case when not ({{ known }}) then 1 end) as unknown_count
    from {{ ref(model) }}
    where {{ within }}
    union all
    {% endfor -%}
    {% for control in ['voided_later', 'voided_after_close', 'voided_day_unknown'] -%}
    select
        '{{ control }}' as control,
        examined_count,
        unknown_count
    from voids
    union all
    {% endfor -%}
    {% for control in ['login_unknown', 'login_inactive'] -%}
    select
        '{{ control }}' as control,
        examined_count,
        unknown_count
    from logins
    union all
    {% endfor -%}
    select
        'refund_not_registered' as control,
        examined_count,
        0 as unknown_count
    from registered
)

select * from final
