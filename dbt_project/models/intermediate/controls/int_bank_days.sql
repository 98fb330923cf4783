with
balances as (
    select
        entity_id,
        account_number,
        statement_date,
        max(case when type_code = '010' then amount end) as opening_amount,
        max(case when type_code = '015' then amount end) as closing_amount,
        max(case when type_code = '010' then _file_id end) as _file_id,
        max(case when type_code = '010' then _line end) as _line
    from {{ ref('stg_bank_balances') }}
    where {{ is_us_dollars('currency') }}
    group by entity_id, account_number, statement_date
),

activity as (
    select
        account_number,
        statement_date,
        sum(amount) as activity_amount
    from {{ ref('stg_bank_transactions') }}
    where {{ is_us_dollars('currency') }}
    group by account_number, statement_date
),

final as (
    select
        balances.entity_id,
        balances.account_number,
        balances.statement_date,
        balances.opening_amount,
        balances.closing_amount,
        coalesce(activity.activity_amount, 0) as activity_amount,
        lead(balances.opening_amount) over (
            partition by balances.account_number order by balances.statement_date
        ) as next_opening_amount,
        lead(balances.statement_date) over (
            partition by balances.account_number order by balances.statement_date
        ) as next_statement_date,
        balances._file_id,
        balances._line
    from balances
    left join activity
        on
            balances.account_number = activity.account_number
            and balances.statement_date = activity.statement_date
)

select * from final
