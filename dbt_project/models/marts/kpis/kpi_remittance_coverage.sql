with
run as (
    select as_of from {{ ref('stg_run') }}
),

deposits as (
    select * from {{ ref('deposits') }}
    where state <> 'classified'
),

-- Checks of payers banked with the desk's money came without a remittance; the PM system knows them.
desk_checks as (
    select
        deposit_id,
        sum(amount) as payer_amount
    from {{ ref('payments') }}
    where payer_type = 'insurance' and not is_voided and deposit_id is not null
    group by deposit_id
),

-- A credit that speaks of no payer and is not matched either may be a payer's: nobody knows.
cash as (
    select
        deposits.entity_id,
        deposits.payer_name,
        deposits.deposit_date,
        case when deposits.evidence_kind = 'remittance' then deposits.amount else 0 end as covered_amount,
        case
            when deposits.payer_name is not null or deposits.evidence_kind = 'remittance' then deposits.amount
            when deposits.evidence_kind = 'pm_batch' then coalesce(desk_checks.payer_amount, 0)
            else 0
        end as payer_amount,
        case
            when deposits.payer_name is null and deposits.state = 'exception' and deposits.channel <> 'card' then 1
            else 0
        end as unmeasured_count
    from deposits
    left join desk_checks on deposits.deposit_id = desk_checks.deposit_id
),

facts as (
    select
        {{ month_of('cash.deposit_date') }} as period,
        cash.entity_id,
        cash.payer_name,
        cast(null as {{ type_text() }}) as financial_class,
        cash.covered_amount as numerator,
        cash.payer_amount as denominator,
        cash.unmeasured_count
    from cash
    inner join run on cash.deposit_date <= run.as_of
    where cash.payer_amount <> 0 or cash.unmeasured_count > 0
),

final as (
    {{ rate_by_grain('K46', 'facts') }}
)

select * from final
