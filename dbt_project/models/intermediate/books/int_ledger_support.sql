-- What stands behind each ledger line with a role: a bank line through its cash entry, the PM system's totals of the
-- month, a provider adjustment; a cash entry the bank does not show yet; or nothing: an entry by hand.
with
ledger as (
    select *
    from {{ ref('int_ledger_lines') }}
    where role is not null
),

cash_entries as (
    select
        ledger_entry_id,
        ledger_entry_id as cash_entry_id
    from ledger
    where role = 'cash'
    union all
    select
        ledger_entry_id,
        cash_entry_id
    from {{ ref('int_cash_entry_contras') }}
),

banked as (
    select
        ledger_entry_id,
        min(deposit_id) as deposit_id
    from {{ ref('int_bank_line_entries') }}
    group by ledger_entry_id
),

interfaced as (
    select distinct ledger.ledger_entry_id
    from ledger
    inner join {{ ref('gl_interfaces') }} as declared
        on
            case declared.matched_on when 'type' then ledger.transaction_type else ledger.number end
            like concat(declared.starts_with, '%')
),

-- both lines of an entry that books a provider adjustment: the one on clearing, and its other side by number and amount
adjusted as (
    select
        adjustments.provider_adjustment_id,
        adjustments.ledger_entry_id
    from {{ ref('int_provider_adjustment_bookings') }} as adjustments
    where adjustments.ledger_entry_id is not null
    union all
    select
        adjustments.provider_adjustment_id,
        opposite.ledger_entry_id
    from {{ ref('int_provider_adjustment_bookings') }} as adjustments
    inner join ledger
        on adjustments.ledger_entry_id = ledger.ledger_entry_id
    inner join ledger as opposite
        on
            ledger.entity_id = opposite.entity_id
            and ledger.posting_date = opposite.posting_date
            and ledger.number = opposite.number
            and coalesce(ledger.memo, '') = coalesce(opposite.memo, '')
            and ledger.debit_amount = -opposite.debit_amount
            and ledger.role <> opposite.role
    qualify
        row_number() over (
            partition by opposite.ledger_entry_id order by adjustments.provider_adjustment_id
        ) = 1
        and row_number() over (
            partition by adjustments.provider_adjustment_id order by opposite.ledger_entry_id
        ) = 1
),

final as (
    select
        ledger.ledger_entry_id,
        ledger.entity_id,
        ledger.gl_account,
        ledger.role,
        ledger.posting_date,
        ledger.month,
        ledger.number,
        ledger.entry_number,
        ledger.debit_amount,
        ledger._file_id,
        ledger._line,
        case
            when interfaced.ledger_entry_id is not null then 'pm_month'
            when banked.deposit_id is not null then 'bank_line'
            when adjusted.provider_adjustment_id is not null then 'provider_adjustment'
            when cash_entries.cash_entry_id is not null and not {{ is_manual('ledger') }} then 'not_at_bank'
            else 'manual'
        end as support_kind,
        case
            when interfaced.ledger_entry_id is not null then concat('pm|', ledger.entity_id, '|', ledger.month)
            else coalesce(banked.deposit_id, adjusted.provider_adjustment_id)
        end as fact_id
    from ledger
    left join cash_entries
        on ledger.ledger_entry_id = cash_entries.ledger_entry_id
    left join banked
        on cash_entries.cash_entry_id = banked.ledger_entry_id
    left join interfaced
        on ledger.ledger_entry_id = interfaced.ledger_entry_id
    left join adjusted
        on ledger.ledger_entry_id = adjusted.ledger_entry_id
)

select * from final
