-- Where each bank line belongs in the books and where it stands: the role it is expected on, the roles it was booked
-- on, and whether that is one the seed allows. What is split over several accounts is judged by its parts.
with
money as (
    select * from {{ ref('int_bank_money_kinds') }}
),

rules as (
    select
        allowances.money_kind,
        allowances.template,
        allowances.role,
        allowances.preference,
        role_accounts.booked_role
    from {{ ref('booking_rules') }} as allowances
    inner join {{ ref('int_role_accounts') }} as role_accounts
        on allowances.role = role_accounts.role
),

preferred as (
    select *
    from rules
    where preference = 1
),

contras as (
    select
        booked.deposit_id,
        min(entries.posting_date) as gl_date,
        min(entries.ledger_entry_id) as ledger_entry_id,
        count(distinct coalesce(other_lines.role, other_lines.account)) as role_count,
        min(other_lines.role) as role,
        min(other_lines.account) as gl_account
    from {{ ref('int_bank_line_entries') }} as booked
    inner join {{ ref('int_ledger_lines') }} as entries
        on booked.ledger_entry_id = entries.ledger_entry_id
    left join {{ ref('int_cash_entry_contras') }} as other_sides
        on booked.ledger_entry_id = other_sides.cash_entry_id
    left join {{ ref('int_ledger_lines') }} as other_lines
        on other_sides.ledger_entry_id = other_lines.ledger_entry_id
    group by booked.deposit_id
),

allowed as (
    select
        money_kind,
        booked_role,
        min(role) as role
    from rules
    group by money_kind, booked_role
),

final as (
    select
        money.deposit_id,
        money.entity_id,
        money.account_number,
        money.gl_account,
        money.deposit_date,
        money.amount,
        money.evidence_kind,
        money.evidence_id,
        money.reference,
        money.money_kind,
        preferred.template,
        preferred.role as expected_role,
        contras.gl_date,
        contras.ledger_entry_id,
        case when contras.role_count = 1 then contras.role end as booked_role,
        case when contras.role_count = 1 then contras.gl_account end as booked_account,
        -- the books may follow another of the allowed ways: the line then counts there
        coalesce(allowed.role, preferred.role) as counted_role,
        coalesce(contras.role_count = 1 and allowed.role is null, false) as is_booked_elsewhere,
        money._file_id,
        money._line
    from money
    inner join preferred
        on money.money_kind = preferred.money_kind
    left join contras
        on money.deposit_id = contras.deposit_id
    left join allowed
        on
            money.money_kind = allowed.money_kind
            and contras.role = allowed.booked_role
            and contras.role_count = 1
)

select * from final
