-- Lines of all journal entries of entities whose ledger was delivered: of the facts the books should show, and of what
-- belongs to the end of a period; with the day the ledger books them, where it does.
with
sides as (
    {% for role, account, sign in [('debit_role', 'debit_account', ''), ('credit_role', 'null', '-')] -%}
    select
        template,
        fact_id,
        fact_kind,
        entity_id,
        fact_date,
        {{ role }} as role,
        cast({{ account }} as {{ type_text() }}) as gl_account,
        {{ sign }}amount as debit_amount,
        reference,
        _file_id,
        _line
    from {{ ref('int_period_end_facts') }}
    {% if not loop.last -%}
    union all
    {% endif -%}
    {% endfor -%}
),

lines as (
    select
        template,
        fact_id,
        fact_kind,
        entity_id,
        fact_date,
        gl_date,
        role,
        gl_account,
        debit_amount,
        reference,
        _file_id,
        _line
    from {{ ref('int_book_facts') }}
    where template is not null
    union all
    select
        sides.template,
        sides.fact_id,
        sides.fact_kind,
        sides.entity_id,
        sides.fact_date,
        booked.gl_date,
        sides.role,
        coalesce(sides.gl_account, role_accounts.gl_account) as gl_account,
        sides.debit_amount,
        sides.reference,
        sides._file_id,
        sides._line
    from sides
    left join {{ ref('int_role_accounts') }} as role_accounts
        on sides.role = role_accounts.role
    left join {{ ref('int_booked_period_ends') }} as booked
        on
            sides.template = booked.template
            and sides.fact_id = booked.fact_id
),

-- what a ledger books is known only from its first day on, and only where its cash account is known
ledgers as (
    select
        openings.entity_id,
        min(openings.first_date) as first_date
    from {{ ref('int_ledger_openings') }} as openings
    inner join {{ ref('gl_accounts') }} as chart
        on openings.gl_account = chart.account
    where chart.role = 'cash'
    group by openings.entity_id
),

bases as (
    select
        entity_id,
        basis
    from {{ ref('accounting_bases') }}
),

final as (
    select
        {{ surrogate_key(['lines.template', 'lines.fact_id', 'lines.entity_id']) }} as journal_entry_id,
        lines.*,
        {{ month_of('lines.fact_date') }} as period,
        templates.title,
        templates.is_reversing,
        coalesce(bases.basis, 'accrual') as basis
    from lines
    inner join {{ ref('journal_templates') }} as templates
        on lines.template = templates.template
    inner join ledgers
        on
            lines.entity_id = ledgers.entity_id
            and lines.fact_date >= ledgers.first_date
    left join bases
        on lines.entity_id = bases.entity_id
    where
        lines.debit_amount <> 0
        and (templates.is_cash_basis or coalesce(bases.basis, 'accrual') = 'accrual')
)

select * from final
