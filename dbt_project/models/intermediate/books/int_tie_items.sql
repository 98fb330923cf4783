-- What lies between the ledger's movement of an account and its sub-ledger's, fact by fact: booked in another month, on
-- another account, not at all, with another amount, ahead of the bank, or by hand. What was booked counts with its sign
-- in the ledger's month; what should have been counts against it in its own.
with
ledger as (
    select * from {{ ref('int_ledger_support') }}
),

named as (
    select
        *,
        case
            when fact_kind = 'pm_month' and first_gl_period is null and gl_date is null then 'unbooked'
            when fact_kind = 'pm_month' then 'differs_from_pm'
            when fact_period is null then 'booked_elsewhere'
            when first_gl_period is null and gl_date is null then 'unbooked'
            when first_gl_period is null then 'booked_elsewhere'
            when gl_amount <> fact_amount then 'another_amount'
            else 'timing'
        end as kind
    from {{ ref('int_tie_pairs') }}
    where
        gl_amount <> fact_amount
        or fact_period is null
        or first_gl_period <> fact_period
        or last_gl_period <> fact_period
),

items as (
    select
        named.kind,
        named.fact_kind,
        named.fact_id,
        ledger.entity_id,
        named.role,
        named.gl_account,
        named.reference,
        ledger.month as period,
        ledger.debit_amount as amount,
        ledger._file_id,
        ledger._line
    from named
    inner join ledger
        on
            named.fact_id = ledger.fact_id
            and named.role = ledger.role
            and named.gl_account = ledger.gl_account
    union all
    select
        kind,
        fact_kind,
        fact_id,
        entity_id,
        role,
        gl_account,
        reference,
        fact_period as period,
        -fact_amount as amount,
        _file_id,
        _line
    from named
    where fact_period is not null
    union all
    select
        support_kind as kind,
        'ledger_entry' as fact_kind,
        ledger_entry_id as fact_id,
        entity_id,
        role,
        gl_account,
        number as reference,
        month as period,
        debit_amount as amount,
        _file_id,
        _line
    from ledger
    where fact_id is null
),

final as (
    select
        {{ surrogate_key(['entity_id', 'role', 'gl_account', 'period', 'kind', 'fact_id']) }} as tie_item_id,
        entity_id,
        role,
        gl_account,
        period,
        kind,
        fact_kind,
        fact_id,
        min(reference) as reference,
        cast(sum(amount) as decimal(18, 2)) as amount,
        min(_file_id) as _file_id,
        min(_line) as _line
    from items
    group by entity_id, role, gl_account, period, kind, fact_kind, fact_id
    having sum(amount) <> 0
)

select * from final
