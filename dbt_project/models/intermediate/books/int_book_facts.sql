-- Everything the books should show, as debits above zero and credits below, with the day it should stand there and the
-- day it does. Each fact adds up to zero.
with
facts as (
    select * from {{ ref('int_book_facts_of_bank_lines') }}
    union all
    select * from {{ ref('int_book_facts_of_provider_adjustments') }}
    union all
    select * from {{ ref('int_book_facts_of_pm') }}
),

roles as (
    select
        role,
        booked_role,
        gl_account
    from {{ ref('int_role_accounts') }}
),

final as (
    select
        facts.fact_id,
        facts.fact_kind,
        facts.template,
        facts.entity_id,
        facts.fact_date,
        {{ month_of('facts.fact_date') }} as period,
        facts.gl_date,
        facts.role,
        roles.booked_role,
        -- which cash account it is only the bank account says
        case facts.role when 'cash' then facts.gl_account else coalesce(facts.gl_account, roles.gl_account) end
            as gl_account,
        facts.debit_amount,
        facts.reference,
        facts._file_id,
        facts._line
    from facts
    left join roles
        on facts.role = roles.role
)

select * from final
