-- Matched bank credits with the business days from the deposit to its posting, each posted dollar counting alike.
with
run as (
    select as_of from {{ ref('stg_run') }}
),

chain as (
    select
        *,
        posted_amount > 0 and posting_lag_days is not null as is_posted
    from {{ ref('deposit_chain') }}
    where direction = 'credit' and state = 'matched'
),

final as (
    select
        {{ month_of('chain.statement_date') }} as period,
        chain.entity_id,
        chain.payer_name,
        cast(null as {{ type_text() }}) as financial_class,
        chain.bank_transaction_id as item_id,
        case when chain.is_posted then chain.posting_lag_days end as lag_days,
        case when chain.is_posted then chain.posted_amount else 0 end as weight
    from chain
    inner join run on chain.statement_date <= run.as_of
)

select * from final
