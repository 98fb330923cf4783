with
run as (
    select as_of from {{ ref('stg_run') }}
),

chain as (
    select * from {{ ref('deposit_chain') }}
),

facts as (
    select
        {{ month_of('chain.statement_date') }} as period,
        chain.entity_id,
        chain.payer_name,
        cast(null as {{ type_text() }}) as financial_class,
        chain.bank_transaction_id,
        case when chain.posted_amount > 0 then chain.posting_lag_days end as lag_days,
        case when chain.posted_amount > 0 and chain.posting_lag_days is not null then chain.posted_amount else 0 end
            as posted_amount,
        case when chain.posted_amount > 0 and chain.posting_lag_days is not null then 0 else 1 end
            as unmeasured_count
    from chain
    inner join run on chain.statement_date <= run.as_of
    where chain.direction = 'credit' and chain.state = 'matched'
),

cut as (
    {{ each_grain('facts') }}
),

-- Dollars in the order of their lag, so that a share of the dollars names a lag.
final as (
    select
        bank_transaction_id,
        period,
        entity_id,
        grain,
        grain_value,
        lag_days,
        posted_amount,
        unmeasured_count,
        sum(posted_amount) over (
            partition by period, entity_id, grain, grain_value
            order by lag_days nulls last, bank_transaction_id
            rows between unbounded preceding and current row
        ) as cumulative_amount,
        sum(posted_amount) over (partition by period, entity_id, grain, grain_value) as total_amount
    from cut
)

select * from final
