with
found as (
    select * from {{ ref('int_checks_of_cash') }}
    union all
    select * from {{ ref('int_checks_of_bank_balances') }}
    union all
    select * from {{ ref('int_checks_of_bank_sequences') }}
    union all
    select * from {{ ref('int_checks_of_proofs') }}
    union all
    select * from {{ ref('int_checks_of_proved_accounts') }}
    union all
    select * from {{ ref('int_checks_of_journal_entries') }}
    union all
    select * from {{ ref('int_checks_of_bridge') }}
    union all
    select * from {{ ref('int_checks_of_cash_on_hold') }}
    union all
    select * from {{ ref('int_checks_of_pm_payments') }}
    union all
    select * from {{ ref('int_checks_of_claims') }}
    union all
    select * from {{ ref('int_checks_of_receivables') }}
    union all
    select * from {{ ref('int_checks_of_rollforward') }}
    union all
    select * from {{ ref('int_checks_of_credits') }}
    union all
    select * from {{ ref('int_checks_of_pm_balances') }}
    union all
    select * from {{ ref('int_checks_of_pm_claims') }}
    union all
    select * from {{ ref('int_checks_of_files') }}
    union all
    select * from {{ ref('int_checks_of_control_totals') }}
    union all
    select * from {{ ref('int_checks_of_settings') }}
),

final as (
    select
        check_id,
        description,
        left_label,
        cast(left_amount as decimal(18, 2)) as left_amount,
        right_label,
        cast(right_amount as decimal(18, 2)) as right_amount,
        cast(difference_amount as decimal(18, 2)) as difference_amount,
        case when difference_amount = 0 then 'pass' else 'fail' end as status,
        severity
    from found
)

select * from final
