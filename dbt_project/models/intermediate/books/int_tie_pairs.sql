-- Every fact on every account beside what the ledger shows of it there.
with
facts as (
    select
        fact_id,
        fact_kind,
        entity_id,
        period,
        booked_role as role,
        gl_account,
        min(gl_date) as gl_date,
        min(reference) as reference,
        sum(debit_amount) as debit_amount,
        min(_file_id) as _file_id,
        min(_line) as _line
    from {{ ref('int_book_facts') }}
    group by fact_id, fact_kind, entity_id, period, booked_role, gl_account
    having sum(debit_amount) <> 0
),

booked as (
    select
        fact_id,
        support_kind as fact_kind,
        role,
        gl_account,
        min(month) as first_period,
        max(month) as last_period,
        sum(debit_amount) as debit_amount,
        min(number) as reference,
        min(_file_id) as _file_id,
        min(_line) as _line
    from {{ ref('int_ledger_support') }}
    where fact_id is not null
    group by fact_id, support_kind, role, gl_account
),

final as (
    select
        coalesce(facts.fact_id, booked.fact_id) as fact_id,
        coalesce(facts.fact_kind, booked.fact_kind) as fact_kind,
        facts.entity_id,
        coalesce(facts.role, booked.role) as role,
        coalesce(facts.gl_account, booked.gl_account) as gl_account,
        coalesce(facts.reference, booked.reference) as reference,
        facts.period as fact_period,
        booked.first_period as first_gl_period,
        booked.last_period as last_gl_period,
        facts.gl_date,
        coalesce(facts.debit_amount, 0) as fact_amount,
        coalesce(booked.debit_amount, 0) as gl_amount,
        coalesce(booked._file_id, facts._file_id) as _file_id,
        coalesce(booked._line, facts._line) as _line
    from facts
    full outer join booked
        on
            facts.fact_id = booked.fact_id
            and facts.role = booked.role
            and facts.gl_account = booked.gl_account
)

select * from final
