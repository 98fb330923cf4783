-- What changed receivables of days already reported: differences between deliveries, and entries dated into a closed
-- month that no delivery shows as new.
with
changes as (
    select * from {{ ref('int_pm_changes') }}
),

entries as (
    select * from {{ ref('int_late_entries') }}
),

final as (
    select
        change_kind,
        record,
        practice_id,
        row_key,
        charge_number,
        claim_number,
        payment_number,
        posting_date,
        cast(null as date) as entered_date,
        before_amount,
        after_amount,
        balance_change_amount,
        earlier_file_name,
        later_file_name,
        earlier_date,
        later_date,
        _file_id,
        _line
    from changes
    union all
    select
        'back-dated' as change_kind,
        entries.record,
        entries.practice_id,
        entries.row_key,
        entries.charge_number,
        entries.claim_number,
        entries.payment_number,
        entries.posting_date,
        entries.entered_date,
        0 as before_amount,
        entries.amount as after_amount,
        case entries.record when 'charge' then entries.amount else 0 end as balance_change_amount,
        cast(null as {{ type_text() }}) as earlier_file_name,
        cast(null as {{ type_text() }}) as later_file_name,
        cast(null as date) as earlier_date,
        cast(null as date) as later_date,
        entries._file_id,
        entries._line
    from entries
    left join changes
        on
            entries.practice_id = changes.practice_id
            and entries.record = changes.record
            and entries.row_key = changes.row_key
            and changes.change_kind = 'back-dated'
    where changes.row_key is null
)

select * from final
