-- Every month of every provable account from its first day to the newest, which cuts the last month.
with
accounts as (
    select * from {{ ref('int_proof_accounts') }}
),

final as (
    select
        accounts.account_number,
        accounts.entity_id,
        accounts.gl_account,
        accounts.bank_opening_amount,
        accounts.book_opening_amount,
        accounts.first_date,
        {{ month_of('calendar.calendar_date') }} as period,
        {{ add_days('min(calendar.calendar_date)', -1) }} as prior_date,
        max(calendar.calendar_date) as period_date
    from accounts
    inner join {{ ref('bank_calendar') }} as calendar
        on accounts.first_date <= calendar.calendar_date
    inner join {{ ref('stg_run') }} as run
        on calendar.calendar_date <= run.as_of
    group by
        accounts.account_number,
        accounts.entity_id,
        accounts.gl_account,
        accounts.bank_opening_amount,
        accounts.book_opening_amount,
        accounts.first_date,
        {{ month_of('calendar.calendar_date') }}
)

select * from final
