-- The PM prints its own balance on every charge line: the control for our ledger, taken over everything posted,
-- whatever the as-of day. Lines without a printed balance cannot be compared. A line that was posted to and never
-- arrived is off by all that was posted, unless so many rows of the PM were refused: those are told as refused rows.
with
charges as (
    select * from {{ ref('int_charges_with_payers') }}
),

ledger as (
    select
        practice_id,
        charge_number,
        sum(amount) as ledger_amount
    from {{ ref('ar_ledger') }}
    group by practice_id, charge_number
),

refused as (
    select count(distinct concat(file_id, ' ', cast(line as {{ type_text() }}))) as refused_count
    from {{ ref('stg_quarantined_rows') }}
    where record in ('pm_charge', 'pm_transaction')
),

joined as (
    select
        ledger.ledger_amount,
        charges.total_balance,
        charges.charge_number is null as is_missing,
        sum(case when charges.charge_number is null then 1 else 0 end) over () as missing_count
    from ledger
    left join charges
        on
            ledger.practice_id = charges.practice_id
            and ledger.charge_number = charges.charge_number
),

compared as (
    select
        joined.ledger_amount,
        coalesce(joined.total_balance, 0) as pm_amount
    from joined
    cross join refused
    where
        joined.total_balance is not null
        or (joined.is_missing and joined.missing_count > refused.refused_count)
),

sums as (
    select
        count(*) as line_count,
        coalesce(sum(case when ledger_amount <> pm_amount then 1 else 0 end), 0) as differing_count,
        coalesce(sum(ledger_amount), 0) as left_amount,
        coalesce(sum(pm_amount), 0) as right_amount,
        coalesce(sum(abs(ledger_amount - pm_amount)), 0) as difference_amount
    from compared
),

final as (
    select
        'ar_ledger_equals_pm_balance' as check_id,
        concat(
            'The open balance we compute for a charge line is the one the PM prints on it: ',
            cast(differing_count as {{ type_text() }}),
            ' of ',
            cast(line_count as {{ type_text() }}),
            ' lines differ; the difference adds them up unsigned.'
        ) as description,
        'our ledger' as left_label,
        left_amount,
        'balances the PM prints' as right_label,
        right_amount,
        difference_amount,
        'block' as severity
    from sums
)

select * from final
